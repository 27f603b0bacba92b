using Xe.Core.Leases;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>Values of the state chain, and the certificates received, that ledger rules read at the moment a block is judged
/// (spec 03 §1.3).</summary>
public interface ILedgerConfig
{
    /// <summary>The timekeepers in force; null = not configured (<c>sys.timekeepers</c>).</summary>
    TimekeeperSet? Timekeepers { get; }

    /// <summary>Whether the address may mint (<c>sys.minter</c>); nobody may where the key is absent.</summary>
    bool IsMinter(Address account);

    /// <summary>True where no allow-list restricts representatives: the usual case, answered without a look at weights.</summary>
    bool AllEligible { get; }

    /// <summary>Whether the representative counts for quorum (<c>sys.representatives</c>, spec 04 §4).</summary>
    bool IsEligible(Address representative);

    /// <summary>Emission parameters an accept at this time may lock, newest first, at most four (spec 03 §10.5).</summary>
    IReadOnlyList<LockedEmission> EpochCandidates(long timeNs);

    /// <summary>A performance certificate by the exact text of its hash; null when unknown.</summary>
    PerformanceCertificate? GetCertificate(string certificateHash);
}
