using Microsoft.Extensions.Logging;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Audit;
using Xe.Core.Primitives;

namespace Xe.Node.Observability;

/// <summary>Takes a sample every 15 s (spec 10 §2). What costs work in proportion to the ledger is done again only when
/// something moved, and never for more than a tenth of the time.</summary>
public sealed class NodeSampler
{
    /// <summary>Time between samples.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    // Above this many blocks the first report is made after the start, not during it.
    private const long PromptSupplyBlocks = 50_000;

    private const int CostFactor = 10;

    private readonly NodeCore _core;
    private readonly INodeNetwork _network;
    private readonly SupplyAuditor _supply;
    private readonly string _directory;
    private readonly ILogger _logger;
    private volatile NodeSample? _current;
    private Heavy? _heavy;

    /// <summary>A sampler without a sample yet.</summary>
    /// <param name="core">The node.</param>
    /// <param name="network">Its network.</param>
    /// <param name="supply">Its auditor.</param>
    /// <param name="directory">Data directory whose size is told; "" = none.</param>
    public NodeSampler(NodeCore core, INodeNetwork network, SupplyAuditor supply, string directory)
    {
        ArgumentNullException.ThrowIfNull(core);
        (_core, _network, _supply, _directory) = (core, network, supply, directory);
        _logger = core.Loggers.CreateLogger<NodeSampler>();
    }

    /// <summary>The newest sample; null before the first.</summary>
    public NodeSample? Current => _current;

    /// <summary>Age of the newest sample; <see cref="TimeSpan.MaxValue"/> before the first.</summary>
    public TimeSpan Age => _current is { } sample ? _core.Clock.GetElapsedTime(sample.TakenAt) : TimeSpan.MaxValue;

    /// <summary>Takes a sample. A failure is kept in it and logged, never thrown.</summary>
    public NodeSample Take(CancellationToken cancellationToken = default)
    {
        NodeSample sample;
        try
        {
            sample = Sample(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.SamplerFailed(e);
            sample = new NodeSample { TakenAt = _core.Clock.GetTimestamp(), Error = e.Message };
        }
        _current = sample;
        return sample;
    }

    private NodeSample Sample(CancellationToken cancellationToken)
    {
        Ledger ledger = _core.Ledger;
        // A read of the disk on purpose: a store that cannot be read must show.
        _core.Store.GetAccount(_core.Genesis.Treasury);
        Heavy heavy = MeasureHeavy(cancellationToken);
        IReadOnlyList<KeyValuePair<Address, UInt128>> eligible = ledger.EligibleWeights();
        UInt128 total = 0, activeWeight = 0;
        int active = 0;
        foreach ((Address representative, UInt128 weight) in eligible)
        {
            total += weight;
            if (_core.Finality.IsActive(representative))
            {
                active++;
                activeWeight += weight;
            }
        }
        bool isPublished = !_core.StateChain.Current.Representatives.IsOpen;
        bool isFailedOpen = isPublished && total != 0 && !eligible.Any(w => _core.StateChain.Current.Representatives.Allows(w.Key));
        return new NodeSample
        {
            TakenAt = _core.Clock.GetTimestamp(),
            PeerCount = _network.PeerCount,
            IsStandalone = _network.IsStandalone,
            LastSyncNs = _network.LastSyncNs,
            QuarantinedBlocks = _network.QuarantinedBlocks,
            Accounts = ledger.State.AccountCount,
            Blocks = ledger.State.BlockCount,
            Pending = ledger.State.Pendings.Count,
            Conflicts = ledger.State.Conflicts.Count(),
            Unfinalized = ledger.State.Unfinalized.Count(),
            FinalHeightSum = heavy.FinalHeightSum,
            DelegatedWeight = total,
            IneligibleWeight = ledger.State.Weights.Total - UInt128.Min(total, ledger.State.Weights.Total),
            IsRestricted = isPublished && !isFailedOpen,
            IsFailedOpen = isFailedOpen,
            Representatives = eligible.Count,
            ActiveRepresentatives = active,
            ActiveWeight = activeWeight,
            FinalityAdvances = _core.Finality.Advances,
            Underflows = ledger.State.Weights.Underflows,
            Fingerprint = heavy.Fingerprint,
            Supply = heavy.Supply,
            StoreBytes = heavy.StoreBytes,
            IsCertificateValid = _core.Certificates.Current(_core.Key.Address)?.IsValidAt(_core.Clock.UnixNow()) ?? false,
        };
    }

    private Heavy MeasureHeavy(CancellationToken cancellationToken)
    {
        LedgerState state = _core.Ledger.State;
        (long Blocks, ulong Advances, long Leases) moved = (state.BlockCount, _core.Finality.Advances, state.LeaseChanges);
        bool isFirst = _heavy is null;
        if (_heavy is { } last && last.Supply is not null
            && (last.Moved == moved || _core.Clock.GetElapsedTime(last.MadeAt) < last.Cost * CostFactor))
        {
            return last;
        }
        long start = _core.Clock.GetTimestamp();
        ulong finals = 0;
        foreach (AccountState account in state.Accounts)
            finals += account.FinalHeight;
        Heavy made = new()
        {
            Moved = moved,
            FinalHeightSum = finals,
            Fingerprint = FrontierFingerprint.Of(state.Accounts),
            Supply = isFirst && state.BlockCount > PromptSupplyBlocks ? null : StableReport(cancellationToken),
            StoreBytes = SizeOf(_directory),
        };
        made.MadeAt = _core.Clock.GetTimestamp();
        made.Cost = _core.Clock.GetElapsedTime(start, made.MadeAt);
        return _heavy = made;
    }

    // A walk that was torn by new blocks says nothing about conservation: the last whole one stays in force.
    private SupplyReport? StableReport(CancellationToken cancellationToken)
    {
        SupplyReport report = _supply.Report(cancellationToken);
        return report.Stable ? report : _heavy?.Supply;
    }

    private static long SizeOf(string directory)
    {
        if (directory.Length == 0)
            return 0;
        long bytes = 0;
        foreach (FileInfo file in new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            try
            {
                bytes += file.Length;
            }
            catch (FileNotFoundException)
            {
                // Gone between listing and looking.
            }
        }
        return bytes;
    }

    private sealed class Heavy
    {
        public required (long Blocks, ulong Advances, long Leases) Moved { get; init; }

        public required ulong FinalHeightSum { get; init; }

        public required string Fingerprint { get; init; }

        public required SupplyReport? Supply { get; init; }

        public required long StoreBytes { get; init; }

        public long MadeAt { get; set; }

        public TimeSpan Cost { get; set; }
    }
}
