namespace Xe.Core.Ledger;

/// <summary>The names of lease states in JSON and messages (spec 01 §3.4).</summary>
public static class LeaseStateNames
{
    /// <summary>The JSON name of a state.</summary>
    public static string Name(this LeaseState state) => state switch
    {
        LeaseState.Created => "created",
        LeaseState.Accepted => "accepted",
        LeaseState.Settled => "settled",
        LeaseState.Cancelled => "cancelled",
        LeaseState.Unfulfilled => "unfulfilled",
        LeaseState.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a lease state"),
    };

    /// <summary>The state of a JSON name; null for any other text.</summary>
    public static LeaseState? Parse(string name) => name switch
    {
        "created" => LeaseState.Created,
        "accepted" => LeaseState.Accepted,
        "settled" => LeaseState.Settled,
        "cancelled" => LeaseState.Cancelled,
        "unfulfilled" => LeaseState.Unfulfilled,
        "expired" => LeaseState.Expired,
        _ => null,
    };
}
