using Xe.Core.Blocks;

namespace Xe.Core.Ledger.Rules;

/// <summary>Which rule judges which type. A genesis block is applied at start only; lease_renew is not activated.</summary>
internal static class RuleBook
{
    private static readonly IBlockRule?[] ByType = Index(
        new SendRule(), new ReceiveRule(), new ClaimRule(), new MintRule(), new BurnRule(),
        new MultisigOpenRule(), new MultisigUpdateRule(),
        new LeaseRule(), new LeaseAcceptRule(), new LeaseSettleRule(), new LeaseCancelRule(), new LeaseForceSettleRule());

    /// <summary>The rule of a type; null where blocks of the type cannot be applied.</summary>
    public static IBlockRule? For(BlockType type) => (int)type < ByType.Length ? ByType[(int)type] : null;

    private static IBlockRule?[] Index(params IBlockRule[] rules)
    {
        var table = new IBlockRule?[(int)BlockType.LeaseRenew + 1];
        foreach (IBlockRule rule in rules)
            table[(int)rule.Type] = rule;
        return table;
    }
}
