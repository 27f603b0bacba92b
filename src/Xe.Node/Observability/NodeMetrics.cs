using System.Diagnostics.Metrics;

namespace Xe.Node.Observability;

/// <summary>Every instrument of a node, under the names operators know (spec 10 §1). One meter per node, so that several in
/// one process do not mix. No label carries an account, a peer or a hash.</summary>
public sealed class NodeMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Xe.Node";

    private readonly Counter<long> _syncRounds;
    private readonly Counter<long> _votes;
    private readonly Counter<long> _blocksAdded;
    private readonly Counter<long> _blocksQuarantined;
    private readonly Counter<long> _finalizations;
    private readonly Counter<long> _finalityAdvances;
    private readonly Histogram<double> _finalityLatency;

    /// <summary>Instruments without values yet.</summary>
    public NodeMetrics()
    {
        Meter = new Meter(MeterName, NodeVersion.Build);
        _syncRounds = Counter("xe_sync_rounds_total", "Sync rounds");
        _votes = Counter("xe_votes_ingested_total", "Votes taken in from peers");
        _blocksAdded = Counter("xe_blocks_added_total", "Blocks offered by the network");
        _blocksQuarantined = Counter("xe_blocks_quarantined_total", "Blocks put into the sync quarantine");
        _finalizations = Counter("xe_finalizations_total", "Finalized blocks");
        _finalityAdvances = Counter("xe_finality_advances_total", "Final heights raised since start");
        _finalityLatency = Meter.CreateHistogram(
            "xe_finality_latency_seconds", "s", "From a block's timestamp to its finalization here", tags: null,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300] });
    }

    /// <summary>The node's meter.</summary>
    public Meter Meter { get; }

    /// <summary>Makes every counter exist with all its labels; called once somebody listens.</summary>
    public void Announce()
    {
        foreach (string result in (ReadOnlySpan<string>)["ok", "failed"])
            _syncRounds.Add(0, Label("result", result));
        foreach (string result in (ReadOnlySpan<string>)["accepted", "rejected"])
            _votes.Add(0, Label("result", result));
        foreach (string source in (ReadOnlySpan<string>)["gossip", "gossip_rejected", "sync"])
            _blocksAdded.Add(0, Label("source", source));
        _blocksQuarantined.Add(0);
        _finalizations.Add(0);
        _finalityAdvances.Add(0);
    }

    /// <summary>A sync round ended.</summary>
    public void SyncRound(bool ok) => _syncRounds.Add(1, Label("result", ok ? "ok" : "failed"));

    /// <summary>A peer's vote was judged.</summary>
    public void VoteIngested(bool accepted) => _votes.Add(1, Label("result", accepted ? "accepted" : "rejected"));

    /// <summary>A gossiped block was judged.</summary>
    public void BlockGossiped(bool accepted) => _blocksAdded.Add(1, Label("source", accepted ? "gossip" : "gossip_rejected"));

    /// <summary>Blocks came in by sync.</summary>
    public void BlocksSynced(long count) => _blocksAdded.Add(count, Label("source", "sync"));

    /// <summary>Sync put blocks aside.</summary>
    public void BlocksQuarantined(int count) => _blocksQuarantined.Add(count);

    /// <summary>A final height rose by some blocks.</summary>
    public void FinalityAdvanced(long blocks)
    {
        _finalityAdvances.Add(1);
        _finalizations.Add(blocks);
    }

    /// <summary>A block became final so long after its own timestamp; what is not positive is not observed.</summary>
    public void FinalityLatency(double seconds)
    {
        if (seconds > 0)
            _finalityLatency.Record(seconds);
    }

    /// <inheritdoc />
    public void Dispose() => Meter.Dispose();

    private Counter<long> Counter(string name, string help) => Meter.CreateCounter<long>(name, null, help);

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
