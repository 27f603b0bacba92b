using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

public sealed class SpendableTests
{
    [Fact]
    public void An_account_with_nothing_final_has_nothing_to_spend()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10);
        Assert.Equal(default, rig.Ledger.GetSpendable(key.Address));
        Assert.Equal(default, rig.Ledger.GetSpendable(rig.Key(99).Address));
        Assert.Null(rig.Ledger.GetFinalFrontier(key.Address));
    }

    [Fact]
    public void Unfinal_outflows_are_deducted_and_unfinal_inflows_ignored()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10, 1000);
        rig.Finalize(key);
        Hash256 final = rig.State(key)!.Frontier;
        rig.Must(rig.Send(key, rig.Key(50).Address, 100));
        rig.Must(rig.Receive(key, rig.Must(rig.Send(rig.Treasury, key.Address, 5000)).Hash));
        rig.Must(rig.Send(key, rig.Key(50).Address, 30));
        Assert.Equal(5870UL, rig.Balance(key, Asset.Xe));
        Assert.Equal(new SpendableBalances(870, null), rig.Ledger.GetSpendable(key.Address));
        Assert.Equal(final, rig.Ledger.GetFinalFrontier(key.Address));

        // What was received and sent on unfinal cannot go below nothing.
        rig.Must(rig.Send(key, rig.Key(50).Address, 5000));
        Assert.Equal(0UL, rig.Ledger.GetSpendable(key.Address).Balance(Asset.Xe));
        rig.Finalize(key);
        Assert.Equal(new SpendableBalances(870, null), rig.Ledger.GetSpendable(key.Address));
    }

    [Fact]
    public void Assets_are_told_apart_and_an_unfinal_asset_that_was_spent_from_shows_as_zero()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10, 1000);
        rig.Finalize(key);
        rig.FundXusd(key, 500);
        Assert.Null(rig.Ledger.GetSpendable(key.Address).Xusd);
        rig.Must(rig.Send(key, rig.Key(50).Address, 1, Asset.Xusd));
        Assert.Equal(new SpendableBalances(1000, 0), rig.Ledger.GetSpendable(key.Address));
        rig.Finalize(key);
        Assert.Equal(new SpendableBalances(1000, 499), rig.Ledger.GetSpendable(key.Address));
    }

    [Fact]
    public void A_long_unfinal_chain_is_read_in_pages()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10, 10_000);
        rig.Finalize(key);
        for (int i = 0; i < 600; i++)
            rig.Must(rig.Burn(key, 1));
        Assert.Equal(9_400UL, rig.Ledger.GetSpendable(key.Address).Balance(Asset.Xe));
    }
}
