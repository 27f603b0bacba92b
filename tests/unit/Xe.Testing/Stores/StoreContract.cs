using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Testing.Stores;

/// <summary>What every store must do (spec 05 §1–§5): run against each of them. A test states its claims twice, before and
/// after the store was opened anew; a store that keeps nothing gives back the same object.</summary>
public abstract partial class StoreContract : IDisposable
{
    private ILedgerStore? _store;

    /// <summary>Numbers that a signed or floating representation would lose (spec 05 §1.5).</summary>
    public static TheoryData<ulong> ExtremeNumbers { get; } = [0UL, 1UL, 1UL << 53, (1UL << 53) + 1, (1UL << 63) - 1, 1UL << 63, (1UL << 63) + 1, ulong.MaxValue];

    /// <summary>The chains of the test.</summary>
    protected ChainScript Script { get; } = new();

    /// <summary>The store under test, new at first.</summary>
    protected ILedgerStore Store => _store ??= Create();

    /// <summary>A new, empty store.</summary>
    protected abstract ILedgerStore Create();

    /// <summary>Closes the store and opens it again with what it held.</summary>
    protected abstract ILedgerStore Reopen(ILedgerStore store);

    /// <inheritdoc />
    public virtual void Dispose()
    {
        _store?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Checks claims now and after a restart.</summary>
    protected void Holds(Action<ILedgerStore> claims)
    {
        claims(Store);
        _store = Reopen(Store);
        claims(_store);
    }

    /// <summary>Commits sets in one transaction.</summary>
    protected void Commit(params ChangeSet[] sets) => Store.Commit(sets, fullSync: false);

    /// <summary>A batch that must be refused as a misfit, leaving every row as it was.</summary>
    protected void IsRefusedWhole(params ChangeSet[] sets)
    {
        string before = StoreDump.Of(Store);
        StoreException refusal = Assert.Throws<StoreException>(() => Commit(sets));
        Assert.Equal(StoreFailure.Misfit, refusal.Failure);
        Holds(store => Assert.Equal(before, StoreDump.Of(store)));
    }

    /// <summary>Puts some blocks on an account's chain, one set each.</summary>
    protected List<Block> Grow(Address account, int blocks)
    {
        var grown = new List<Block>();
        for (int i = 0; i < blocks; i++)
        {
            Commit(Script.Append(account, out Block block));
            grown.Add(block);
        }
        return grown;
    }
}
