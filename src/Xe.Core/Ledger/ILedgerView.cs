using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>The state rules judge a block against: live, or as it would be after a plan of undos (spec 03 §16.4).</summary>
public interface ILedgerView
{
    /// <summary>An account; null when unopened.</summary>
    AccountState? GetAccount(Address account);

    /// <summary>A pending by the hash of its send or lease; null when absent.</summary>
    PendingSend? GetPending(Hash256 sendHash);

    /// <summary>A lease record; null when unknown.</summary>
    LeaseRecord? GetLease(Hash256 leaseHash);
}
