namespace Xe.Core.Ledger;

/// <summary>States of a lease (spec 03 §10.1); the last four are terminal.</summary>
public enum LeaseState : byte
{
    /// <summary>Requested, escrow paid.</summary>
    Created = 1,
    /// <summary>Taken on by the provider; holds capacity.</summary>
    Accepted = 2,
    /// <summary>Paid out.</summary>
    Settled = 3,
    /// <summary>Taken back by the consumer.</summary>
    Cancelled = 4,
    /// <summary>Not settled in time; refunded.</summary>
    Unfulfilled = 5,
    /// <summary>Swept locally after the refund window; escrow destroyed.</summary>
    Expired = 6,
}
