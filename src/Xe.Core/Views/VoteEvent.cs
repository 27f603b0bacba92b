namespace Xe.Core.Views;

/// <summary>Event <c>vote</c>: a vote was cast here or taken in.</summary>
public sealed record VoteEvent
{
    /// <summary>The representative's address.</summary>
    public string Representative { get; init => field = value ?? ""; } = "";

    /// <summary>Whose chain is voted on.</summary>
    public string Account { get; init => field = value ?? ""; } = "";

    /// <summary>The position; "0" = the first block.</summary>
    public string Previous { get; init => field = value ?? ""; } = "";

    /// <summary>The block voted for.</summary>
    public string BlockHash { get; init => field = value ?? ""; } = "";

    /// <summary>A final, irrevocable vote.</summary>
    public bool Final { get; init; }

    /// <summary>Weight it counts with, micro-XE.</summary>
    public ulong Weight { get; init; }
}
