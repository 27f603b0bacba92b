using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger.Audit;

/// <summary>Audits the supply of a running ledger (spec 03 §17): walks every chain in the store, compares what its blocks made
/// and destroyed with the balances, pendings and leases in memory. A chain that only grew since the last audit costs its new
/// blocks; the report is kept for two seconds. Thread-safe: callers of one moment share one walk.</summary>
public sealed class SupplyAuditor
{
    /// <summary>Chains whose terms are kept between walks; the terms of further ones are computed anew.</summary>
    public const int MaxCachedChains = 1_000_000;

    /// <summary>Walks tried until one is stable.</summary>
    public const int MaxAttempts = 3;

    private const int PageBlocks = 256;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly LedgerState _state;
    private readonly IBlockStore _blocks;
    private readonly TimeProvider _clock;
    private Dictionary<Address, ChainTerms> _cache = [];
    private SupplyReport? _last;
    private long _lastAt;

    /// <summary>An auditor of a ledger.</summary>
    /// <param name="ledger">The running ledger.</param>
    /// <param name="clock">Ages the kept report and stamps new ones.</param>
    public SupplyAuditor(Ledger ledger, TimeProvider clock)
        : this(ledger, ledger?.Blocks!, clock)
    {
    }

    internal SupplyAuditor(Ledger ledger, IBlockStore blocks, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(clock);
        (_state, _blocks, _clock) = (ledger.State, blocks, clock);
    }

    /// <summary>The report of now, at most two seconds old. Throws <see cref="StoreException"/> where the store cannot
    /// be read.</summary>
    public SupplyReport Report(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_last is not null && _clock.GetElapsedTime(_lastAt) < KeptFor)
                return _last;
            _last = Compute(cancellationToken);
            _lastAt = _clock.GetTimestamp();
            return _last;
        }
    }

    private SupplyReport Compute(CancellationToken cancellationToken)
    {
        long started = _clock.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            var walk = new Walk(_state);
            bool stable = ReadChains(walk, cancellationToken);
            walk.ReadTables();
            stable = stable && walk.IsUnmoved();
            if (!stable && attempt < MaxAttempts)
                continue;
            return walk.Finish(stable, attempt) with
            {
                ComputedAtNs = _clock.UnixNow(),
                DurationMs = (long)_clock.GetElapsedTime(started).TotalMilliseconds,
            };
        }
    }

    // False where a chain did not end at the frontier it was listed with.
    private bool ReadChains(Walk walk, CancellationToken cancellationToken)
    {
        bool stable = true;
        var kept = new Dictionary<Address, ChainTerms>(Math.Min(walk.Accounts.Count, MaxCachedChains));
        foreach (AccountState account in walk.Accounts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ChainTerms terms = Extend(account, cancellationToken);
            stable &= terms.Frontier == account.Frontier && terms.Height == account.Height;
            walk.Add(account, terms);
            if (kept.Count < MaxCachedChains)
                kept[account.Account] = terms;
        }
        _cache = kept;
        return stable;
    }

    private ChainTerms Extend(AccountState account, CancellationToken cancellationToken)
    {
        if (!_cache.TryGetValue(account.Account, out ChainTerms? terms) || !IsOnChain(terms))
            terms = new ChainTerms();
        while (terms.Height < account.Height)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int wanted = (int)Math.Min(PageBlocks, account.Height - terms.Height);
            IReadOnlyList<Block> page = _blocks.GetChainBlocks(account.Account, terms.Height + 1, wanted);
            foreach (Block block in page)
                terms.Add(block);
            if (page.Count < wanted)
                break;
        }
        return terms;
    }

    private bool IsOnChain(ChainTerms terms) => _blocks.GetEntry(terms.Frontier) is { } entry && entry.Height == terms.Height;

    // One walk's snapshot and sums.
    private sealed class Walk(LedgerState state)
    {
        private readonly long _leaseChanges = state.LeaseChanges;
        private readonly SupplyTotals _xe = new();
        private readonly SupplyTotals _xusd = new();
        private readonly List<string> _notes = [];
        private readonly List<ChainTerms> _withLeases = [];
        private long _blocks;
        private int _pendings;
        private int _leases;
        private UInt128 _expired;

        public IReadOnlyList<AccountState> Accounts { get; } = [.. state.Accounts.OrderBy(a => a.Account)];

        public void Add(AccountState account, ChainTerms terms)
        {
            _blocks += (long)terms.Height;
            _xe.Balances += account.Balance(Asset.Xe);
            _xusd.Balances += account.Balance(Asset.Xusd);
            _xe.Genesis += terms.Genesis;
            _xe.Emitted += terms.EmittedXe;
            _xe.Burned += terms.BurnedXe;
            _xusd.Minted += terms.MintedXusd;
            if (terms.Leases.Count + terms.Accepts.Count + terms.Settles.Count > 0)
                _withLeases.Add(terms);
            if (terms.UnsupportedAssets.Count > 0)
                _notes.Add($"account {account.Account.Short} holds block(s) with an unsupported asset: [{string.Join(' ', terms.UnsupportedAssets)}]");
        }

        public void ReadTables()
        {
            foreach (PendingSend pending in state.Pendings.All())
            {
                _pendings++;
                if (Totals(pending.Asset, out SupplyTotals? totals))
                    totals.InFlight += pending.Amount;
                else
                    _notes.Add($"pending send {pending.SendHash.Short} carries an unsupported asset {GoQuote.Quote(pending.Asset.ToString())}");
            }
            foreach (LeaseRecord lease in state.Leases)
            {
                _leases++;
                if (lease.State == LeaseState.Expired)
                    _expired += lease.Cost;
            }
            SumLeases();
        }

        // Frontiers as listed, and no lease archived meanwhile: that changes money without a block.
        public bool IsUnmoved() =>
            state.LeaseChanges == _leaseChanges && state.AccountCount == Accounts.Count
            && Accounts.All(a => state.GetAccount(a.Account) is { } now && now.Frontier == a.Frontier);

        public SupplyReport Finish(bool stable, int attempts)
        {
            if (_xe.Overflows || _xusd.Overflows)
                _notes.Add("supply arithmetic overflowed uint64; totals are not trustworthy");
            if (!stable)
                _notes.Add("frontier set moved during the walk; the snapshot is torn and the identity was not evaluated");
            AssetSupply xe = _xe.ToReport(), xusd = _xusd.ToReport();
            return new SupplyReport
            {
                GenesisSupply = xe.Genesis,
                Assets = [new(Asset.Xe, xe), new(Asset.Xusd, xusd)],
                Accounts = Accounts.Count,
                Blocks = _blocks,
                Leases = _leases,
                Pending = _pendings,
                Conserved = xe.Conserved && xusd.Conserved && _notes.Count == 0,
                Notes = _notes,
                Stable = stable,
                Attempts = attempts,
            };
        }

        private bool Totals(Asset asset, [NotNullWhen(true)] out SupplyTotals? totals)
        {
            totals = asset == Asset.Xe ? _xe : asset == Asset.Xusd ? _xusd : null;
            return totals is not null;
        }

        private void SumLeases()
        {
            _xusd.EscrowBurned += _expired;
            var costs = new Dictionary<Hash256, ulong>();
            var settled = new HashSet<Hash256>();
            foreach (ChainTerms.LeaseTerm lease in _withLeases.SelectMany(t => t.Leases))
                costs[lease.Lease] = lease.Amount;
            foreach (ChainTerms.LeaseTerm settle in _withLeases.SelectMany(t => t.Settles))
            {
                settled.Add(settle.Lease);
                if (costs.TryGetValue(settle.Lease, out ulong cost))
                    _xusd.EscrowBurned += cost;
                else
                    _notes.Add($"settle for lease {settle.Lease.Short} has no lease block in the census; escrow unaccounted");
            }
            List<string> unclassified = [];
            foreach (ChainTerms.LeaseTerm accept in _withLeases.SelectMany(t => t.Accepts).Where(a => !settled.Contains(a.Lease)))
            {
                if (state.GetLease(accept.Lease) is not { } record)
                    unclassified.Add(accept.Lease.Short);
                else if (record is { State: LeaseState.Accepted, Settled: false })
                    _xusd.LockedStake += accept.Amount;
                else
                    _xusd.StakeForfeited += accept.Amount;
            }
            if (unclassified.Count > 0)
                _notes.Add($"{unclassified.Count} accept stake(s) have no lease record and cannot be classified: [{string.Join(' ', unclassified)}]");
        }
    }
}
