using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;

namespace Xe.Core.Tests.Ledger.Support;

/// <summary>State-chain values a test sets as it likes.</summary>
internal sealed class TestConfig : ILedgerConfig
{
    public TimekeeperSet? Timekeepers { get; set; }

    public HashSet<Address> Minters { get; } = [];

    public HashSet<Address>? Allowed { get; set; }

    public List<LockedEmission> Epochs { get; } = [new(2000, 0, 0)];

    public Dictionary<string, PerformanceCertificate> Certificates { get; } = [];

    public bool AllEligible => Allowed is null;

    public bool IsMinter(Address account) => Minters.Contains(account);

    public bool IsEligible(Address representative) => Allowed is null || Allowed.Contains(representative);

    public IReadOnlyList<LockedEmission> EpochCandidates(long timeNs) => Epochs;

    public PerformanceCertificate? GetCertificate(string certificateHash) => Certificates.GetValueOrDefault(certificateHash);
}
