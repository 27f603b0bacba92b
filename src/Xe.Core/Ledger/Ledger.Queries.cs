using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

public sealed partial class Ledger
{
    private const int SpendablePage = 256;

    /// <summary>The spendable balances of an account (spec 03 §11.4); none while nothing of it is final. Costs a read per
    /// unfinal block.</summary>
    public SpendableBalances GetSpendable(Address address)
    {
        if (State.GetAccount(address) is not { FinalHeight: > 0 } account || _store.GetEntryAt(address, account.FinalHeight) is not { } final)
            return default;
        (ulong? xe, ulong? xusd) = (final.Xe, final.Xusd);
        ChainEntry previous = final;
        for (ulong from = account.FinalHeight + 1; ; from += SpendablePage)
        {
            IReadOnlyList<ChainEntry> page = _store.GetChain(address, from, SpendablePage);
            foreach (ChainEntry entry in page)
            {
                xe = Less(xe, previous.Xe, entry.Xe);
                xusd = Less(xusd, previous.Xusd, entry.Xusd);
                previous = entry;
            }
            if (page.Count < SpendablePage)
                return new SpendableBalances(xe, xusd);
        }
    }

    /// <summary>The hash at an account's final height; null while nothing of it is final (spec 03 §11.4).</summary>
    public Hash256? GetFinalFrontier(Address address) =>
        State.GetAccount(address) is { FinalHeight: > 0 } account ? _store.GetEntryAt(address, account.FinalHeight)?.Hash : null;

    private static ulong? Less(ulong? spendable, ulong? before, ulong? after)
    {
        ulong spent = (before ?? 0) > (after ?? 0) ? (before ?? 0) - (after ?? 0) : 0;
        return spent == 0 ? spendable : (spendable ?? 0) - Math.Min(spendable ?? 0, spent);
    }
}
