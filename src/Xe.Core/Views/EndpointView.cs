namespace Xe.Core.Views;

/// <summary>One line of the manifest (spec 08 §6.1).</summary>
public sealed record EndpointView
{
    /// <summary>HTTP method.</summary>
    public string Method { get; init => field = value ?? ""; } = "";

    /// <summary>Path, with <c>{name}</c> for segments that vary.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>What it does, in a few words.</summary>
    public string Description { get; init => field = value ?? ""; } = "";
}
