using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>burn (spec 03 §8.4): destroys XE.</summary>
internal sealed class BurnRule : IBlockRule
{
    public BlockType Type => BlockType.Burn;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (block.Asset != Asset.Xe)
            return Checks.Reject("burn_asset", "burn: restricted to XE");
        if (block.HasForeignLink)
            return Checks.Reject("foreign_link", "burn: must not have source or destination");
        if (block.Amount == 0)
            return Checks.Reject("zero_amount", "burn: amount must be > 0");
        if (context.View.GetAccount(block.Account) is not { } account)
            return Checks.Reject("unopened_account", $"burn from unopened account: {block.Account.Short}");
        if (Checks.Follows(block, account) is { } order)
            return order;
        ulong have = account.Balance(block.Asset);
        if (block.Amount > have)
            return Checks.Reject("insufficient_balance", $"insufficient balance: have {have} XE, burning {block.Amount}");
        if (Checks.Balance(block, have - block.Amount) is { } balance)
            return balance;

        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance)
    {
        if (block.Asset != Asset.Xe)
            return Checks.Reject("burn_asset", "staged burn: restricted to XE");
        if (block.Amount == 0)
            return Checks.Reject("zero_amount", "staged burn: amount must be > 0");
        if (block.Amount > parentBalance)
            return Checks.Reject("insufficient_balance", $"staged burn: insufficient balance: have {parentBalance} XE, burning {block.Amount}");
        return Checks.Balance(block, parentBalance - block.Amount, "staged burn: ");
    }
}
