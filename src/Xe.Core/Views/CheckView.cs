namespace Xe.Core.Views;

/// <summary>One health or readiness check (spec 08 §13).</summary>
public sealed record CheckView
{
    /// <summary>Name; also a metric label.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Passed.</summary>
    public bool Ok { get; init; }

    /// <summary>Was looked at.</summary>
    public bool Evaluated { get; init; }

    /// <summary>Why it failed, or what was seen.</summary>
    public string? Detail { get; init; }
}
