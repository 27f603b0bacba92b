using System.Diagnostics.Metrics;
using Xe.Core.Ledger.Audit;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Node.Observability;

/// <summary>The gauges that read the newest sample (spec 10 §1). What depends on elapsed time is computed at the scrape.</summary>
internal sealed class SampledMetrics
{
    private readonly NodeCore _core;
    private readonly INodeNetwork _network;
    private readonly NodeSampler _sampler;
    private readonly HealthReporter _health;
    private readonly Meter _meter;

    /// <summary>Adds the gauges to the node's meter.</summary>
    public SampledMetrics(NodeCore core, INodeNetwork network, NodeSampler sampler, HealthReporter health)
    {
        (_core, _network, _sampler, _health, _meter) = (core, network, sampler, health, core.Metrics.Meter);
        Identity();
        Consensus();
        Sizes();
        Supply();
        Network();
    }

    private NodeSample Sample => _sampler.Current ?? new NodeSample { TakenAt = 0 };

    private void Identity()
    {
        KeyValuePair<string, object?>[] labels =
            [new("version", NodeVersion.Build), new("network_id", _core.Genesis.NetworkId), new("role", "node")];
        _meter.CreateObservableGauge("xe_build_info", () => new Measurement<double>(1, labels), null, "Identity of the node");
        Gauge("xe_healthy", "Liveness result", () => Bit(_health.Health().Ok));
        Gauge("xe_ready", "Readiness result", () => Bit(_health.Ready().Ready));
        _meter.CreateObservableGauge("xe_ready_check", () => Checks(c => c.Ok), null, "Result of one readiness check");
        _meter.CreateObservableGauge("xe_ready_check_evaluated", () => Checks(c => c.Evaluated), null, "Whether the check was evaluated");
        Gauge("xe_sample_age_seconds", "Age of the newest sample", () => Math.Max(0, _health.SampleAgeSeconds));
    }

    private void Consensus()
    {
        Gauge("xe_delegated_weight_micro_xe", "Eligible delegated weight: the quorum denominator", () => (double)Sample.DelegatedWeight);
        Gauge("xe_delegated_weight_ratio", "That weight by the observed XE supply", WeightRatio);
        Gauge("xe_ineligible_weight_micro_xe", "Weight delegated outside an enforced allow-list", () => (double)Sample.IneligibleWeight);
        Gauge("xe_rep_eligibility_restricted", "An allow-list is enforced", () => Bit(Sample.IsRestricted));
        Gauge("xe_rep_eligibility_failed_open", "An allow-list is published but ignored", () => Bit(Sample.IsFailedOpen));
        Gauge("xe_representatives_total", "Representatives with eligible weight", () => Sample.Representatives);
        Gauge("xe_active_representatives_total", "Those that voted in the last 10 min", () => Sample.ActiveRepresentatives);
        Gauge("xe_active_representative_weight_micro_xe", "Their weight", () => (double)Sample.ActiveWeight);
        Gauge("xe_quorum_margin_ratio", "Active share of the weight less 0.67", () => Sample.QuorumMargin);
        Gauge("xe_finality_stall_seconds", "Time without finality while something waits for it", () => _health.FinalityStallSeconds);
        Gauge("xe_unfinalized_positions", "Accounts with blocks that are not final", () => Sample.Unfinalized);
        Gauge("xe_final_height_sum", "Sum of all final heights", () => Sample.FinalHeightSum);
        Gauge("xe_conflicts_open", "Open conflicts", () => Sample.Conflicts);
        Gauge("xe_delegation_underflows", "Above 0 is a correctness fault", () => Sample.Underflows);
        Gauge("xe_frontier_fingerprint", "Equal on nodes in step", () => FrontierFingerprint.Gauge(Sample.Fingerprint));
    }

    private void Sizes()
    {
        Gauge("xe_accounts_total", "Opened accounts", () => Sample.Accounts);
        Gauge("xe_blocks_total", "Blocks on chains", () => Sample.Blocks);
        Gauge("xe_pending_sends", "Unreceived sends", () => Sample.Pending);
        Gauge("xe_store_size_bytes", "Size of the data directory", () => Sample.StoreBytes);
        Gauge("xe_certificate_valid", "Own performance certificate present and unexpired", () => Bit(Sample.IsCertificateValid));
    }

    private void Supply()
    {
        _meter.CreateObservableGauge("xe_supply_micro_units", () => Assets(a => a.Observed), null, "Observed supply");
        _meter.CreateObservableGauge("xe_supply_conserved", () => Assets(a => a.Conserved ? 1 : 0), null, "Supply is conserved");
        _meter.CreateObservableGauge("xe_supply_discrepancy_micro_units", () => Assets(a => a.Discrepancy), null, "Accounted less created");
    }

    private void Network()
    {
        Gauge("xe_peer_count", "Connected peers", () => Sample.PeerCount);
        Gauge("xe_quarantined_blocks", "Size of the sync quarantine", () => Sample.QuarantinedBlocks);
        _meter.CreateObservableCounter("xe_dropped_blocks_total", () => _network.DroppedBlocks, null, "Blocks shed from the gossip receive queue");
    }

    private void Gauge(string name, string help, Func<double> read) => _meter.CreateObservableGauge(name, read, null, help);

    private double WeightRatio()
    {
        NodeSample sample = Sample;
        double observed = sample.Supply?[Asset.Xe]?.Observed ?? 0;
        return observed == 0 ? 0 : (double)sample.DelegatedWeight / observed;
    }

    // Every name every time: a check that never ran is to be seen.
    private IEnumerable<Measurement<double>> Checks(Func<CheckView, bool> read)
    {
        Dictionary<string, CheckView> checks = _health.Ready().Checks.ToDictionary(c => c.Name);
        foreach (string name in HealthReporter.CheckNames)
            yield return new Measurement<double>(checks.TryGetValue(name, out CheckView? check) ? Bit(read(check)) : 0, new KeyValuePair<string, object?>("check", name));
    }

    private IEnumerable<Measurement<double>> Assets(Func<AssetSupply, double> read)
    {
        foreach ((Asset asset, AssetSupply supply) in Sample.Supply?.Assets ?? [])
            yield return new Measurement<double>(read(supply), new KeyValuePair<string, object?>("asset", asset.ToString()));
    }

    private static double Bit(bool value) => value ? 1 : 0;
}
