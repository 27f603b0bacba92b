using System.Globalization;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Node.Observability;

/// <summary>Judges liveness and readiness from the newest sample (spec 08 §13, 14 §8.2).</summary>
public sealed class HealthReporter
{
    /// <summary>Names of the readiness checks in evaluation order; also metric labels.</summary>
    public static readonly IReadOnlyList<string> CheckNames =
        ["live", "sample_present", "sample_fresh", "peers", "synced", "delegated_weight", "quorum_reachable", "finality_advancing"];

    private const string LivenessNote =
        "liveness says that this process answers and can read its store; it says nothing about peers or consensus: see /ready";

    private static readonly TimeSpan StaleSample = 3 * NodeSampler.Interval;
    private static readonly TimeSpan StaleSync = TimeSpan.FromSeconds(180);

    private readonly NodeCore _core;
    private readonly INodeNetwork _network;
    private readonly NodeSampler _sampler;
    private readonly int _minPeers;
    private readonly TimeSpan _finalityStall;

    /// <summary>A reporter.</summary>
    /// <param name="core">The node.</param>
    /// <param name="network">Its network.</param>
    /// <param name="sampler">Its sampler.</param>
    /// <param name="minPeers">Peers asked for; 0 = declared standalone; negative = 1.</param>
    /// <param name="finalityStall">Longest stall that is ready.</param>
    public HealthReporter(NodeCore core, INodeNetwork network, NodeSampler sampler, int minPeers, TimeSpan finalityStall)
    {
        ArgumentNullException.ThrowIfNull(core);
        ArgumentNullException.ThrowIfNull(network);
        (_core, _network, _sampler, _finalityStall) = (core, network, sampler, finalityStall);
        // A node without a network has declared itself.
        _minPeers = network.IsStandalone ? 0 : minPeers < 0 ? 1 : minPeers;
    }

    /// <summary>Age of the newest sample, seconds; −1 before the first.</summary>
    public double SampleAgeSeconds => _sampler.Current is null ? -1 : _sampler.Age.TotalSeconds;

    /// <summary>Seconds without finality while something waits for it, as of now.</summary>
    public double FinalityStallSeconds => _sampler.Current is { Unfinalized: > 0 } ? _core.Finality.SinceAdvance.TotalSeconds : 0;

    /// <summary>Liveness.</summary>
    public HealthView Health()
    {
        NodeSample? sample = _sampler.Current;
        TimeSpan age = _sampler.Age;
        CheckView[] checks =
        [
            Check("serving", true, null),
            Check("sampler_alive", age <= StaleSample, sample is null ? "no sample yet" : Age(age)),
            Check("store_readable", sample is { Error: null }, sample?.Error is null ? null : "the last sample failed"),
        ];
        bool ok = checks.All(c => c.Ok);
        return new HealthView
        {
            Status = ok ? "ok" : "unhealthy",
            Ok = ok,
            Version = NodeVersion.Build,
            NetworkId = _core.Genesis.NetworkId,
            NodeId = _network.PeerId.Length == 0 ? null : _network.PeerId,
            UptimeSeconds = _core.Clock.GetElapsedTime(_core.Finality.StartedAt).TotalSeconds,
            Checks = checks,
            Note = LivenessNote,
        };
    }

    /// <summary>Readiness; fails closed.</summary>
    public ReadyView Ready()
    {
        List<CheckView> checks = [Check("live", Health().Ok, null)];
        if (_sampler.Current is not { } sample)
        {
            checks.Add(Check("sample_present", false, "no sample yet"));
            return Finish(checks, new NodeSample { TakenAt = 0 });
        }
        checks.Add(Check("sample_present", true, null));
        checks.Add(Check("sample_fresh", _sampler.Age <= StaleSample, Age(_sampler.Age)));
        checks.Add(Check("peers", sample.PeerCount >= _minPeers, string.Create(CultureInfo.InvariantCulture, $"{sample.PeerCount} of {_minPeers}")));
        checks.Add(Synced(sample));
        checks.Add(Check("delegated_weight", sample.DelegatedWeight > 0, null));
        checks.Add(QuorumReachable(sample));
        checks.Add(FinalityAdvancing(sample));
        return Finish(checks, sample);
    }

    private CheckView Synced(NodeSample sample)
    {
        if (_minPeers == 0 && sample.PeerCount == 0)
            return Check("synced", true, "declared standalone");
        if (sample.LastSyncNs == 0)
            return Check("synced", false, "no successful sync round yet");
        TimeSpan since = TimeSpan.FromSeconds((_core.Clock.UnixNow() - sample.LastSyncNs) / 1e9);
        return Check("synced", since <= StaleSync, Age(since));
    }

    private static CheckView QuorumReachable(NodeSample sample)
    {
        if (sample.DelegatedWeight == 0)
            return Check("quorum_reachable", false, "no delegated weight");
        if (sample.Unfinalized == 0)
            return Check("quorum_reachable", true, "nothing waits for finality");
        if (sample.ActiveRepresentatives == 0)
            return Check("quorum_reachable", false, "no representative voted in the last 10 min");
        return Check("quorum_reachable", sample.QuorumMargin >= 0, null);
    }

    private CheckView FinalityAdvancing(NodeSample sample)
    {
        if (sample.Unfinalized == 0)
            return Check("finality_advancing", true, "nothing waits for finality");
        TimeSpan stall = _core.Finality.SinceAdvance;
        return Check("finality_advancing", stall <= _finalityStall, Age(stall));
    }

    private ReadyView Finish(List<CheckView> checks, NodeSample sample)
    {
        bool ready = checks.All(c => c.Ok);
        return new ReadyView
        {
            Status = ready ? "ready" : "not_ready",
            Ready = ready,
            Checks = checks,
            PeerCount = sample.PeerCount,
            DelegatedWeightMicroXe = Saturate(sample.DelegatedWeight),
            ActiveRepresentativeWeightMicroXe = Saturate(sample.ActiveWeight),
            Representatives = sample.Representatives,
            ActiveRepresentatives = sample.ActiveRepresentatives,
            QuorumMarginRatio = sample.QuorumMargin,
            FinalityStallSeconds = FinalityStallSeconds,
            FinalityAdvances = _core.Finality.Advances,
            UnfinalizedPositions = sample.Unfinalized,
            ConflictsOpen = sample.Conflicts,
            FrontierFingerprint = sample.Fingerprint.Length == 0 ? null : sample.Fingerprint,
            SampleAgeSeconds = Math.Max(0, SampleAgeSeconds),
        };
    }

    private static CheckView Check(string name, bool ok, string? detail) => new() { Name = name, Ok = ok, Evaluated = true, Detail = detail };

    private static string Age(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:F1} s");

    private static ulong Saturate(UInt128 value) => value > ulong.MaxValue ? ulong.MaxValue : (ulong)value;
}
