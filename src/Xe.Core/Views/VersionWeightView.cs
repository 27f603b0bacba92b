namespace Xe.Core.Views;

/// <summary>Weight that runs one version (spec 08 §6.4).</summary>
public sealed record VersionWeightView
{
    /// <summary>Protocol version.</summary>
    public string Version { get; init => field = value ?? ""; } = "";

    /// <summary>Micro-XE.</summary>
    public ulong Weight { get; init; }
}
