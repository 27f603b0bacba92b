using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>Lease records (spec 05 §2, entity 13).</summary>
public interface ILeaseStore
{
    /// <summary>One record; null when unknown.</summary>
    LeaseRecord? GetLease(Hash256 leaseHash);

    /// <summary>Every record, ascending by hash. Complete or throws. Streams.</summary>
    IEnumerable<LeaseRecord> LoadLeases();
}
