using Xe.Core.Ledger;

namespace Xe.Core.Storage;

/// <summary>The one durable store of a node (spec 05 §1.7). Reads are thread-safe and may run beside the one writer; a read
/// of a missing record returns null, a failed read throws <see cref="StoreException"/>, never a partial answer.</summary>
public interface ILedgerStore : IBlockStore, IAccountStore, IConsensusStore, ILeaseStore, IStateChainStore, ICertificateStore, IDisposable
{
    /// <summary>Applies the sets in order in one transaction: all or nothing (spec 05 §4). Called by one writer at a time.
    /// With <paramref name="fullSync"/> the transaction is on stable storage when the call returns (spec 05 §5).
    /// Throws <see cref="StoreException"/>; nothing is written then.</summary>
    void Commit(IReadOnlyList<ChangeSet> batch, bool fullSync);

    /// <summary>Makes everything committed so far durable.</summary>
    void Flush();
}
