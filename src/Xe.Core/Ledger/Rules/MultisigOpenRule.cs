using Xe.Core.Blocks;

namespace Xe.Core.Ledger.Rules;

/// <summary>multisig_open (spec 03 §8.11): opens the account whose address is the hash of the keyset.</summary>
internal sealed class MultisigOpenRule : IBlockRule
{
    public BlockType Type => BlockType.MultisigOpen;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (block.Keyset is not { } keyset)
            return Checks.Reject("keyset_missing", "multisig_open must include a keyset");
        if (keyset.Validate() is { } invalid)
            return invalid.Prefixed("multisig_open keyset: ");
        if (keyset.DeriveAddress() is var derived && derived != block.Account)
            return Checks.Reject("account_mismatch", $"multisig_open account mismatch: got {block.Account.Short}, want {derived.Short}");
        if (context.View.GetAccount(block.Account) is not null)
            return Checks.Reject("account_exists", "multisig_open: account already exists");
        if (!block.IsOpen)
            return Checks.Reject("first_block_previous", "multisig_open must have previous=0");
        if (block.Balance != 0)
            return Checks.Reject("balance_mismatch", $"multisig_open balance must be 0, got {block.Balance}");

        Checks.Commit(context, block, keyset);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance) =>
        Checks.Reject("conflicting_open", "staged multisig_open: conflicting account opens are invalid");
}
