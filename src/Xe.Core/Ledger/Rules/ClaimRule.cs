using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>claim (architecture §4): under dev and PoC-2 rules anybody may credit the own account with one XUSD token per
/// block. Under public rules the type does not exist.</summary>
internal sealed class ClaimRule : IBlockRule
{
    /// <summary>What one claim credits: 1 token, micro-XUSD.</summary>
    public const ulong AmountMicro = 1_000_000;

    public BlockType Type => BlockType.Claim;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (Allowed(context, block, "claim: ") is { } refused)
            return refused;
        ulong old = 0;
        if (context.View.GetAccount(block.Account) is { } account)
        {
            if (Checks.Follows(block, account) is { } order)
                return order;
            old = account.Balance(block.Asset);
        }
        else if (!block.IsOpen)
        {
            return Checks.Reject("first_block_previous", "claim: first block must have previous=0");
        }
        if (Credited(block, old, "claim: ") is { } balance)
            return balance;

        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance) =>
        Allowed(context, block, "staged claim: ") ?? Credited(block, parentBalance, "staged claim: ");

    private static Rejection? Credited(Block block, ulong old, string prefix) =>
        AmountMicro > ulong.MaxValue - old
            ? Checks.Reject("balance_overflow", $"{prefix}balance would overflow uint64")
            : Checks.Balance(block, old + AmountMicro, prefix);

    private static Rejection? Allowed(RuleContext context, Block block, string prefix)
    {
        if (!context.Rules.ClaimEnabled)
            return Checks.Reject("unknown_type", "unknown block type: claim");
        return block.Asset == Asset.Xusd ? null : Checks.Reject("claim_asset", $"{prefix}restricted to XUSD");
    }
}
