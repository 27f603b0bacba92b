using Xe.Core.Blocks;

namespace Xe.Core.Ledger.Rules;

/// <summary>Which rule judges which type. A genesis block is applied at start only; a gated type waits for a feature whose rules
/// this build does not have (spec 03 §8.13, 02 §9.4).</summary>
internal static class RuleBook
{
    private static readonly IBlockRule?[] ByType = Index(
        new SendRule(), new ReceiveRule(), new ClaimRule(), new MintRule(), new BurnRule(),
        new MultisigOpenRule(), new MultisigUpdateRule(),
        new LeaseRule(), new LeaseAcceptRule(), new LeaseSettleRule(), new LeaseCancelRule(), new LeaseForceSettleRule());

    /// <summary>The rule of a type; null where blocks of the type cannot be applied.</summary>
    public static IBlockRule? For(BlockType type) => (int)type < ByType.Length ? ByType[(int)type] : null;

    /// <summary>Why a type without a rule is refused. All but a genesis are retryable: this node may only be behind, on the state
    /// chain or in its version.</summary>
    public static Rejection Refusal(BlockType type) => type switch
    {
        BlockType.Genesis => Checks.Reject("genesis_not_first", "genesis block rejected: ledger is not empty"),
        BlockType.LeaseRenew => Checks.Reject("not_activated",
            "block type \"lease_renew\" requires feature \"lease_renew\": not yet activated (retry after statechain syncs)"),
        _ => Checks.Reject("unknown_type", $"unknown block type: {type.Name()}"),
    };

    private static IBlockRule?[] Index(params IBlockRule[] rules)
    {
        var table = new IBlockRule?[(int)BlockType.LeaseRenew + 1];
        foreach (IBlockRule rule in rules)
            table[(int)rule.Type] = rule;
        return table;
    }
}
