namespace Xe.Core.Views;

/// <summary>Body of <c>POST /pow</c>.</summary>
public sealed record WorkRequest
{
    /// <summary>Block hash, 64 hex.</summary>
    public string Hash { get; init => field = value ?? ""; } = "";

    /// <summary>Hex; null = the network's. Not above 16 times the network's work.</summary>
    public string? Difficulty { get; init; }
}
