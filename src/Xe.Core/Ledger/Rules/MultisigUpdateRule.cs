using Xe.Core.Blocks;

namespace Xe.Core.Ledger.Rules;

/// <summary>multisig_update (spec 03 §8.12): replaces the keyset; the old one has signed.</summary>
internal sealed class MultisigUpdateRule : IBlockRule
{
    public BlockType Type => BlockType.MultisigUpdate;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (block.Keyset is not { } keyset)
            return Checks.Reject("keyset_missing", "multisig_update must include a keyset");
        if (keyset.Validate() is { } invalid)
            return invalid.Prefixed("multisig_update keyset: ");
        AccountState? account = context.View.GetAccount(block.Account);
        if (account?.Keyset is null)
            return Checks.Reject("not_multisig", "multisig_update: account is not multisig");
        if (Checks.Follows(block, account) is { } order)
            return order;
        if (Checks.Balance(block, account.Balance(block.Asset), "multisig_update ") is { } balance)
            return balance;

        Checks.Commit(context, block, keyset);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance) =>
        Checks.Balance(block, parentBalance, "staged multisig_update: ");
}
