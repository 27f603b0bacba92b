using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>send (spec 03 §8.1): debits the sender and leaves a pending for any 32-byte destination.</summary>
internal sealed class SendRule : IBlockRule
{
    public BlockType Type => BlockType.Send;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (context.View.GetAccount(block.Account) is not { } account)
            return Checks.Reject("unopened_account", $"send from unopened account: {block.Account.Short}");
        if (Checks.Follows(block, account) is { } order)
            return order;
        if (block.Amount == 0)
            return Checks.Reject("zero_amount", "send amount must be > 0");
        ulong have = account.Balance(block.Asset);
        if (block.Amount > have)
            return Checks.Reject("insufficient_balance", $"insufficient balance: have {have}, sending {block.Amount}");
        if (Checks.Balance(block, have - block.Amount) is { } balance)
            return balance;
        if (block.Destination == block.Account)
            return Checks.Reject("send_to_self", "cannot send to self");

        context.View.SetPending(block.Hash, new PendingSend(
            block.Hash, block.Account, block.Destination, block.Amount, block.Asset, block.Timestamp));
        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance)
    {
        if (block.Amount == 0)
            return Checks.Reject("zero_amount", "staged send: amount must be > 0");
        if (block.Amount > parentBalance)
            return Checks.Reject("insufficient_balance", $"staged send: insufficient balance: have {parentBalance}, sending {block.Amount}");
        if (Checks.Balance(block, parentBalance - block.Amount, "staged send: ") is { } balance)
            return balance;
        return block.Destination == block.Account
            ? Checks.Reject("send_to_self", "staged send: cannot send to self")
            : null;
    }
}
