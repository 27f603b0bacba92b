using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Primitives;

namespace Xe.Node.Leases;

/// <summary>Keeps the provider's own performance certificate valid (spec 12 §4.6): found again after a restart, renewed at half
/// life, the old ones stay resolvable.</summary>
internal sealed class CertificateIssuer(NodeCore core, ILeaseNetwork network, ProviderOptions options, BenchmarkParameters workload, ILogger log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PeerPoll = TimeSpan.FromSeconds(2);

    /// <summary>The own certificate in force; null before the first.</summary>
    public PerformanceCertificate? Current => core.Certificates.CurrentValid(core.Key.Address, core.Clock.UnixNow());

    /// <summary>Issues and renews until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (!network.HasPeers)
                await Task.Delay(PeerPoll, core.Clock, cancellationToken).ConfigureAwait(false);
            TimeSpan wait = FirstWait;
            while (NeedsRenewal() && await IssueAsync(cancellationToken).ConfigureAwait(false) is { } reason)
            {
                LeaseLog.CertificateFailed(log, wait, reason.Text);
                await Task.Delay(wait, core.Clock, cancellationToken).ConfigureAwait(false);
                wait = wait + wait < LongestWait ? wait + wait : LongestWait;
            }
            await Task.Delay(LongestWait, core.Clock, cancellationToken).ConfigureAwait(false);
            if (Current is { } current)
                network.Publish(current);
        }
    }

    private bool NeedsRenewal() =>
        Current is not { } current || current.PriceMultiplierMilli != Multiplier || core.Clock.UnixNow() - current.IssuedAt > PerformanceCertificate.ValidityNs / 2;

    private ulong Multiplier => options.PriceMultiplierMilli == 0 ? 1000 : options.PriceMultiplierMilli;

    /// <summary>One attempt; null where it worked.</summary>
    internal async Task<Rejection?> IssueAsync(CancellationToken cancellationToken)
    {
        Bytes32 identifier = core.Key.Address.Value;
        (IReadOnlyList<TimekeeperAttestation> start, long startMedian, Rejection? refused) = await AttestAsync(identifier, cancellationToken).ConfigureAwait(false);
        if (refused is not null)
            return refused;
        LeaseLog.BenchmarkStarted(log);
        Hash256 seed = Benchmark.SeedOf(startMedian, core.Key.PublicKey);
        BenchmarkResult result = await Task.Factory.StartNew(
            () => Benchmark.Run(seed, workload, cancellationToken: cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        (IReadOnlyList<TimekeeperAttestation> end, long endMedian, refused) = await AttestAsync(EndIdentifier(identifier), cancellationToken).ConfigureAwait(false);
        if (refused is not null)
            return refused;
        if (PerformanceCertificate.ScoreOf(startMedian, endMedian) is not { } score)
            return new Rejection("benchmark_time", "the attested end of the benchmark is not after its start");
        Keep(new PerformanceCertificate
        {
            Provider = core.Key.Address.ToString(),
            ProviderPubKey = core.Key.PublicKey.ToString(),
            Seed = seed.ToString(),
            WorkloadVersion = PerformanceCertificate.CurrentWorkloadVersion,
            Iterations = workload.Iterations,
            WorkProof = result.WorkProof.ToString(),
            Score = score,
            StartAttestationRoot = AttestationRoot.Compute(start).ToString(),
            EndAttestationRoot = AttestationRoot.Compute(end).ToString(),
            StartMedian = startMedian,
            EndMedian = endMedian,
            IssuedAt = startMedian,
            ExpiresAt = startMedian + PerformanceCertificate.ValidityNs,
            PriceMultiplierMilli = Multiplier,
        });
        return null;
    }

    /// <summary>A second identifier, because timekeepers answer for each one only every 30 s: characters 32 to 47 of the address
    /// are '0'.</summary>
    internal static Bytes32 EndIdentifier(in Bytes32 address)
    {
        Span<byte> bytes = stackalloc byte[Bytes32.Size];
        address.CopyTo(bytes);
        bytes[16..24].Clear();
        return new Bytes32(bytes);
    }

    private void Keep(PerformanceCertificate unsigned)
    {
        PerformanceCertificate certificate = core.Key.WithSeed(seed => CertificateSigning.Sign(unsigned, core.Genesis.NetworkId, seed));
        core.Store.PutCertificate(certificate.Hash, core.Key.Address, certificate.IssuedAt, CertificateJson.ToBytes(certificate));
        core.Certificates.Add(certificate, out PerformanceCertificate? evicted);
        if (evicted is not null)
            core.Store.DeleteCertificate(evicted.Hash);
        network.Publish(certificate);
        LeaseLog.CertificateIssued(log, certificate.Hash, UnixNanos.ToTime(certificate.ExpiresAt), certificate.Score);
    }

    private async Task<(IReadOnlyList<TimekeeperAttestation> List, long Median, Rejection? Refused)> AttestAsync(
        Bytes32 identifier, CancellationToken cancellationToken)
    {
        (IReadOnlyList<TimekeeperAttestation> list, Rejection? refused) = await network.GatherAsync(identifier, cancellationToken).ConfigureAwait(false);
        if (refused is not null)
            return ([], 0, refused);
        AttestationClock clock = new(core.Clock.UnixNow(), core.Ledger.Timing.MaxAttestationSkewNs);
        refused = AttestationList.Validate(list, identifier, core.StateChain.Current.Timekeepers, clock, out long median);
        return (list, median, refused);
    }
}
