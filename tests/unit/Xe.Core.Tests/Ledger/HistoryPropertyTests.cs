using CsCheck;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Core.Tests.Consensus;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

/// <summary>Properties of random valid histories with leases, forks that win and cascades.</summary>
public sealed class HistoryPropertyTests
{
    private static readonly Gen<int[]> Histories = Gen.Int[0, int.MaxValue].Array[20, 120];

    [Fact]
    public void Memory_equals_a_rebuild_and_the_supply_conserves() => Histories.Sample(numbers =>
    {
        var history = new RandomHistory();
        foreach (int number in numbers)
            history.Act(number);
        ConflictTests.AssertSound(history.Rig);
        Assert.True(history.Rig.Ledger.State.BlockCount > 10);
    }, iter: 60);

    [Fact]
    public void Undoing_a_block_gives_back_what_was_before_it() => Histories.Sample(numbers =>
    {
        var history = new RandomHistory();
        LedgerState state = history.Rig.Ledger.State;
        foreach (int number in numbers)
        {
            int before = history.Rig.Writer.Log.Count;
            if (history.Act(number) is not { } block)
                continue;
            ChangeSet set = Assert.Single(history.Rig.Writer.Log.Skip(before));
            // A cancel that unwound an accept undoes into a lease without that accept: not the state before.
            if (set.Removed.Count > 0)
                continue;
            var overlay = new LedgerOverlay(state);
            Assert.Null(Undo.Tip(overlay, new LiveLedger(state, history.Rig.Store), history.Rig.Store.GetEntry(block.Hash)!));
            Assert.All(set.Accounts, c => Assert.Equal(c.Before, overlay.GetAccount(c.Key)));
            Assert.All(set.Pendings, c => Assert.Equal(c.Before, overlay.GetPending(c.Key)));
            Assert.All(set.Leases, c => Assert.Equal(c.Before, overlay.GetLease(c.Key)));
        }
    }, iter: 40);

    [Fact]
    public void Every_change_set_inverts_to_the_state_before_it() => Histories.Sample(numbers =>
    {
        var history = new RandomHistory();
        var snapshots = new List<(int Sets, string State)>();
        foreach (int number in numbers)
        {
            snapshots.Add((history.Rig.Writer.Log.Count, Print(history.Rig.Ledger.State)));
            history.Act(number);
        }
        LedgerState state = history.Rig.Ledger.State;
        int at = history.Rig.Writer.Log.Count;
        foreach ((int sets, string before) in Enumerable.Reverse(snapshots))
        {
            for (; at > sets; at--)
                state.Apply(Inverse(history.Rig.Writer.Log[at - 1]));
            Assert.Equal(before, Print(state));
        }
    }, iter: 25);

    [Fact]
    public void A_store_that_gets_the_sets_in_one_batch_holds_the_same_as_one_that_gets_them_one_by_one() => Histories.Sample(numbers =>
    {
        var history = new RandomHistory();
        foreach (int number in numbers)
            history.Act(number);
        using var store = new MemoryStore();
        store.Commit(history.Rig.Writer.Log, fullSync: true);
        Assert.Equal(history.Rig.Store.LoadAccounts().OrderBy(a => a.Account), store.LoadAccounts().OrderBy(a => a.Account));
        Assert.Equal(history.Rig.Store.LoadLeases(), store.LoadLeases());
        Assert.Equal(history.Rig.Store.EnumerateChains().Select(b => b.Hash).Order(), store.EnumerateChains().Select(b => b.Hash).Order());
    }, iter: 15);

    private static ChangeSet Inverse(ChangeSet set) => new()
    {
        Removed = [.. set.Added.Select(a => a.Entry).Reverse()],
        Added = [.. set.Removed.Reverse().Select(r => new ChangeSet.Appended(null!, r))],
        Accounts = [.. set.Accounts.Select(c => c with { Before = c.After, After = c.Before })],
        Pendings = [.. set.Pendings.Select(c => c with { Before = c.After, After = c.Before })],
        // Reputation reads the blocks of a set; an inverse has none to show.
        Conflicts = [.. set.Conflicts.Select(c => c with { Before = c.After, After = c.Before })],
    };

    private static string Print(LedgerState state) => string.Join('\n',
        state.Accounts.OrderBy(a => a.Account).Select(a => $"{a.Account} {a.Frontier} {a.Height}/{a.FinalHeight} {a.LastTimestamp} {a.Xe} {a.Xusd} {a.Representative}")
            .Concat(state.Pendings.All().OrderBy(p => p.SendHash).Select(p => p.ToString()))
            .Concat(state.Weights.All().OrderBy(w => w.Key).Select(w => $"{w.Key} {w.Value}"))
            .Append($"{state.BlockCount} {state.Weights.Total} {state.Weights.Underflows}"));
}
