using Xe.Core;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>Everything one run consists of, made from its seed.</summary>
public sealed class SimWorld
{
    private readonly Dictionary<Address, SimKey> _keys = [];
    private readonly SimOptions _options;

    /// <summary>Makes the world of a seed: 4 to 7 nodes with a representative each, one of which may be dishonest.</summary>
    public SimWorld(SimOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Random = new SimRandom(options.Seed);
        Clock = new SimClock();
        Scheduler = new Scheduler(Clock);
        Blocks = new BlockMaker(Clock);
        int nodes = 4 + Random.Next(4);
        Treasury = NewKey();
        Timekeeper = NewKey();
        Provider = NewKey();
        Representatives = [.. Enumerable.Range(0, nodes).Select(_ => NewKey())];
        Holders = [.. Enumerable.Range(0, nodes).Select(_ => NewKey())];
        Users = [.. Enumerable.Range(0, 4 + Random.Next(5)).Select(_ => NewKey())];
        Dishonest = Random.Chance(0.5) ? Random.Next(nodes) : -1;
        Leases = Random.Chance(0.25);

        NetworkRules rules = NetworkRules.Dev with { WorkDifficulty = 0 };
        LedgerOptions = new LedgerOptions
        {
            Genesis = BlockMaker.Genesis(Treasury, Representatives[0].Address),
            Rules = rules,
            Config = new SimConfig(Timekeeper, Provider),
            Clock = Clock,
            FinalityWall = options.Bug != PlantedBug.DropFinalityWall,
        };
        Parameters = new ConsensusParameters
        {
            StabilityWindow = TimeSpan.FromMilliseconds(Random.Pick([100, 100, 500, 3000])),
            RepeatInterval = TimeSpan.FromSeconds(1),
            SweepPeriod = TimeSpan.FromSeconds(1),
            MinConflictAge = TimeSpan.FromMilliseconds(700),
            PhantomAge = TimeSpan.FromSeconds(2),
            UnretrievableAge = TimeSpan.FromSeconds(40),
            FailedPromotionQuarantine = TimeSpan.FromSeconds(2),
            CountUnheldHashes = options.Bug == PlantedBug.CountUnheldHashes,
        };
        Network = new SimNetwork(Scheduler, Random, loss: 0, maxDelayMs: 20 + Random.Next(200));
        for (int i = 0; i < nodes; i++)
            Network.Add(new SimNode(this, i, i == Dishonest ? null : Representatives[i]));
    }

    /// <summary>The run's randomness.</summary>
    public SimRandom Random { get; }
    /// <summary>The run's time.</summary>
    public SimClock Clock { get; }
    /// <summary>The run's events.</summary>
    public Scheduler Scheduler { get; }
    /// <summary>Messages.</summary>
    public SimNetwork Network { get; }
    /// <summary>Properties watched.</summary>
    public Checker Checker { get; } = new();
    /// <summary>Makes blocks.</summary>
    public BlockMaker Blocks { get; }
    /// <summary>Owner of the genesis supply.</summary>
    public SimKey Treasury { get; }
    /// <summary>The one timekeeper.</summary>
    public SimKey Timekeeper { get; }
    /// <summary>The one provider.</summary>
    public SimKey Provider { get; }
    /// <summary>One representative per node.</summary>
    public IReadOnlyList<SimKey> Representatives { get; }
    /// <summary>Accounts that hold the weight and never move it.</summary>
    public IReadOnlyList<SimKey> Holders { get; }
    /// <summary>Accounts that transact, with small balances: weights frozen at different times must not differ much.</summary>
    public IReadOnlyList<SimKey> Users { get; }
    /// <summary>Index of the dishonest representative; −1 = none. Its node only relays.</summary>
    public int Dishonest { get; }
    /// <summary>Whether leases are accepted and cancelled in this run.</summary>
    public bool Leases { get; }
    /// <summary>How every node opens its ledger.</summary>
    public LedgerOptions LedgerOptions { get; }
    /// <summary>Election timing.</summary>
    public ConsensusParameters Parameters { get; }

    /// <summary>A writer over what survived.</summary>
    public SimWriter NewWriter(IReadOnlyList<ChangeSet> survived) =>
        new(Scheduler, Random, _options.Bug == PlantedBug.SkipLockFlush, survived);

    /// <summary>The key of an account of this world; null for others.</summary>
    public PublicKey? KeyOf(Address account) => _keys.TryGetValue(account, out SimKey? key) ? key.PublicKey : null;

    /// <summary>Writes a trace line where a trace is wanted.</summary>
    public void Trace(Func<string> line) => _options.Trace?.WriteLine($"{Clock.Elapsed.TotalMilliseconds,10:F1} {line()}");

    private SimKey NewKey()
    {
        var key = new SimKey(Random);
        _keys.Add(key.Address, key);
        return key;
    }
}
