namespace Xe.Core.Views;

/// <summary>Event <c>rejected</c>: a block submitted to this node was refused.</summary>
public sealed record RejectedEvent
{
    /// <summary>Hash as stated.</summary>
    public string Hash { get; init => field = value ?? ""; } = "";

    /// <summary>Account as stated.</summary>
    public string Account { get; init => field = value ?? ""; } = "";

    /// <summary>Block type as stated.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Why.</summary>
    public string Error { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the same block may pass later.</summary>
    public bool Retryable { get; init; }
}
