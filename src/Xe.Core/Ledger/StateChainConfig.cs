using Xe.Core.Leases;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Core.Ledger;

/// <summary>What ledger rules read of the state chain and of the certificates received, as they are when a block is judged
/// (spec 03 §1.3).</summary>
public sealed class StateChainConfig : ILedgerConfig
{
    private readonly StateChainLog _chain;
    private readonly CertificateSet _certificates;

    /// <summary>Reads of a node's chain and certificates.</summary>
    public StateChainConfig(StateChainLog chain, CertificateSet certificates)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(certificates);
        (_chain, _certificates) = (chain, certificates);
    }

    /// <inheritdoc />
    public TimekeeperSet? Timekeepers => _chain.Current.Timekeepers;

    /// <inheritdoc />
    public bool AllEligible => _chain.Current.Representatives.IsOpen;

    /// <inheritdoc />
    public bool IsMinter(Address account) => _chain.Current.Minters.Contains(account);

    /// <inheritdoc />
    public bool IsEligible(Address representative) => _chain.Current.Representatives.Allows(representative);

    /// <inheritdoc />
    public IReadOnlyList<LockedEmission> EpochCandidates(long timeNs)
    {
        IReadOnlyList<EpochRecord> epochs = _chain.Current.Epochs.CandidatesAt(timeNs);
        var candidates = new LockedEmission[epochs.Count];
        for (int i = 0; i < candidates.Length; i++)
            candidates[i] = new LockedEmission(epochs[i].REffective, epochs[i].PayoutCap, epochs[i].TwapMilliUsd);
        return candidates;
    }

    /// <inheritdoc />
    public PerformanceCertificate? GetCertificate(string certificateHash) =>
        _certificates.TryGet(certificateHash, out PerformanceCertificate? certificate) ? certificate : null;
}
