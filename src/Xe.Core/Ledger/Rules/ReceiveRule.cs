using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>receive (spec 03 §8.2): takes a pending in. The send need not be final; only an open conflict over it defers.</summary>
internal sealed class ReceiveRule : IBlockRule
{
    public BlockType Type => BlockType.Receive;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (context.View.GetPending(block.Source) is not { } pending)
            return Checks.Reject("source_not_pending", $"source send not pending: {block.Source.Short}");
        if (pending.Destination != block.Account)
            return Checks.Reject("not_addressed", "send not addressed to this account");
        if (context.View.GetLease(block.Source) is { IsLive: true })
            return Checks.Reject("live_escrow", $"cannot receive a live lease escrow: {block.Source.Short}");
        if (Contested(context, block.Source))
        {
            return Checks.Reject("source_contested",
                $"source send {block.Source.Short} is contested by an unresolved conflict — receive deferred pending resolution");
        }
        if (block.Asset != pending.Asset)
        {
            return Checks.Reject("asset_mismatch",
                $"receive asset {GoQuote.Quote(block.Asset.ToString())} does not match pending send asset {GoQuote.Quote(pending.Asset.ToString())}");
        }

        if (context.View.GetAccount(block.Account) is { } account)
        {
            if (Checks.Monotonic(block, account) is { } mono)
                return mono;
            if (Checks.Frontier(block, account) is { } frontier)
                return frontier;
            ulong old = account.Balance(block.Asset);
            if (pending.Amount > ulong.MaxValue - old)
                return Checks.Reject("balance_overflow", "receive would overflow uint64 balance");
            if (Checks.Balance(block, old + pending.Amount, "receive ") is { } balance)
                return balance;
        }
        else
        {
            if (!block.IsOpen)
                return Checks.Reject("first_block_previous", "first block on account must have previous=0");
            if (Checks.Balance(block, pending.Amount, "open-receive ") is { } balance)
                return balance;
        }

        context.View.SetPending(block.Source, null);
        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance)
    {
        if (context.View.GetPending(block.Source) is not { } pending)
            return Checks.Reject("source_not_pending", $"staged receive: source send not pending: {block.Source.Short}");
        if (pending.Destination != block.Account)
            return Checks.Reject("not_addressed", "staged receive: send not addressed to this account");
        if (context.View.GetLease(block.Source) is { IsLive: true })
            return Checks.Reject("live_escrow", $"staged receive: cannot receive a live lease escrow: {block.Source.Short}");
        if (pending.Amount > ulong.MaxValue - parentBalance)
            return Checks.Reject("balance_overflow", "staged receive: balance would overflow uint64");
        return Checks.Balance(block, parentBalance + pending.Amount, "staged receive: ");
    }

    // Live state on purpose, not the overlay: a promotion must not make a contested source look settled.
    private static bool Contested(RuleContext context, Hash256 source)
    {
        Block? send = context.Live.GetBlock(source) ?? context.Live.GetStaged(source);
        return send is not null && context.Live.GetConflict(send.Position) is not null;
    }
}
