using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Market;

namespace Xe.Node.Api;

/// <summary>The sorted lists that pages are cut from (spec 08 §2.6).</summary>
internal sealed class LedgerSnapshots
{
    private const int RecentBlocks = 1000;

    private readonly Snapshot<Address[]> _accounts;
    private readonly Snapshot<PendingSend[]> _pendings;
    private readonly Snapshot<LeaseRecord[]> _leases;
    private readonly Snapshot<IReadOnlyDictionary<Address, ProviderUse>> _uses;
    private readonly Snapshot<ConflictRecord[]> _conflicts;
    private readonly Snapshot<IReadOnlyList<KeyValuePair<Address, ReputationRecord>>> _reputation;
    private readonly Snapshot<IReadOnlyList<Block>> _recent;

    public LedgerSnapshots(NodeCore core)
    {
        LedgerState state = core.Ledger.State;
        _accounts = new(core.Clock, () =>
        {
            Address[] accounts = [.. state.Accounts.Select(a => a.Account)];
            Array.Sort(accounts);
            return accounts;
        });
        _pendings = new(core.Clock, () => [.. state.Pendings.All().OrderBy(p => p.SendHash)]);
        _leases = new(core.Clock, () => [.. state.Leases.OrderBy(l => l.LeaseHash)]);
        _uses = new(core.Clock, () => ProviderUse.Of(state.Leases));
        _conflicts = new(core.Clock, () => [.. state.Conflicts.OrderBy(c => c.Position)]);
        _reputation = new(core.Clock, state.Reputation.All);
        _recent = new(core.Clock, () => core.Ledger.Blocks.GetRecent(RecentBlocks));
    }

    /// <summary>Opened accounts in ascending order.</summary>
    public Address[] Accounts => _accounts.Get();

    /// <summary>Pendings in ascending order of the send.</summary>
    public PendingSend[] Pendings => _pendings.Get();

    /// <summary>Leases in ascending order.</summary>
    public LeaseRecord[] Leases => _leases.Get();

    /// <summary>What each provider's leases hold.</summary>
    public IReadOnlyDictionary<Address, ProviderUse> Uses => _uses.Get();

    /// <summary>Open conflicts in ascending order of their position.</summary>
    public ConflictRecord[] Conflicts => _conflicts.Get();

    /// <summary>Reputation in ascending order of the account.</summary>
    public IReadOnlyList<KeyValuePair<Address, ReputationRecord>> Reputation => _reputation.Get();

    /// <summary>The 1000 newest blocks, newest first.</summary>
    public IReadOnlyList<Block> Recent => _recent.Get();

    /// <summary>A page of a list; an offset past the end gives an empty one.</summary>
    public static IEnumerable<T> Page<T>(IReadOnlyList<T> list, ApiRequest request)
    {
        long end = Math.Min(list.Count, request.Offset + request.Limit);
        for (long i = request.Offset; i < end; i++)
            yield return list[(int)i];
    }
}
