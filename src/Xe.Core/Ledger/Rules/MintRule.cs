using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>mint (spec 03 §8.3): an authorised minter creates XUSD on its own chain.</summary>
internal sealed class MintRule : IBlockRule
{
    public BlockType Type => BlockType.Mint;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (Authority(context, block, "mint: ") is { } authority)
            return authority;
        if (block.HasForeignLink)
            return Checks.Reject("foreign_link", "mint: must not have source or destination");
        if (block.Amount == 0)
            return Checks.Reject("zero_amount", "mint: amount must be > 0");

        ulong old = 0;
        if (context.View.GetAccount(block.Account) is { } account)
        {
            if (Checks.Follows(block, account) is { } order)
                return order;
            old = account.Balance(block.Asset);
            if (block.Amount > ulong.MaxValue - old)
                return Checks.Reject("balance_overflow", "mint: balance would overflow uint64");
        }
        else if (!block.IsOpen)
        {
            return Checks.Reject("first_block_previous", "mint: first block must have previous=0");
        }
        if (Checks.Balance(block, old + block.Amount, "mint: ") is { } balance)
            return balance;

        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance)
    {
        if (Authority(context, block, "staged mint: ") is { } authority)
            return authority;
        if (block.Amount == 0)
            return Checks.Reject("zero_amount", "staged mint: amount must be > 0");
        if (block.Amount > ulong.MaxValue - parentBalance)
            return Checks.Reject("balance_overflow", "staged mint: balance would overflow uint64");
        return Checks.Balance(block, parentBalance + block.Amount, "staged mint: ");
    }

    private static Rejection? Authority(RuleContext context, Block block, string prefix)
    {
        if (block.Asset != Asset.Xusd)
            return Checks.Reject("mint_asset", $"{prefix}restricted to XUSD");
        return context.Config.IsMinter(block.Account)
            ? null
            : Checks.Reject("not_minter", $"{prefix}account {block.Account.Short} is not an authorized minter");
    }
}
