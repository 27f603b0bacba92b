using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>State-chain values of a run: one timekeeper, one provider with a certificate, one epoch.</summary>
public sealed class SimConfig(SimKey timekeeper, SimKey provider) : ILedgerConfig
{
    /// <summary>Name of the provider's certificate.</summary>
    public const string Certificate = "c0ffee";

    private readonly PerformanceCertificate _certificate = new()
    {
        Provider = provider.Address.ToString(),
        ProviderPubKey = provider.PublicKey.ToString(),
        Seed = "",
        WorkloadVersion = PerformanceCertificate.CurrentWorkloadVersion,
        Iterations = PerformanceCertificate.RequiredIterations,
        WorkProof = "",
        Score = 1,
        StartAttestationRoot = "",
        EndAttestationRoot = "",
        StartMedian = 0,
        EndMedian = 1,
        IssuedAt = 0,
        ExpiresAt = long.MaxValue,
        PriceMultiplierMilli = 1000,
        Hash = Certificate,
    };

    /// <inheritdoc />
    public TimekeeperSet? Timekeepers { get; } = new([timekeeper.PublicKey.ToString()], 1);

    /// <inheritdoc />
    public bool AllEligible => true;

    /// <inheritdoc />
    public bool IsMinter(Address account) => false;

    /// <inheritdoc />
    public bool IsEligible(Address representative) => true;

    /// <inheritdoc />
    public IReadOnlyList<LockedEmission> EpochCandidates(long timeNs) => [new LockedEmission(2000, 0, 0)];

    /// <inheritdoc />
    public PerformanceCertificate? GetCertificate(string certificateHash) => certificateHash == Certificate ? _certificate : null;
}
