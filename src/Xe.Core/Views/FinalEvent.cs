namespace Xe.Core.Views;

/// <summary>Event <c>final</c>: an account's final height rose.</summary>
public sealed record FinalEvent
{
    /// <summary>The account.</summary>
    public string Account { get; init => field = value ?? ""; } = "";

    /// <summary>Its final height now: every block at or below it is irreversible.</summary>
    public ulong Height { get; init; }

    /// <summary>The block at that height.</summary>
    public string Hash { get; init => field = value ?? ""; } = "";
}
