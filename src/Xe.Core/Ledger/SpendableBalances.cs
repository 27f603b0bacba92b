using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>What of an account is settled: its final balances less what it sent since, without what it has only received since
/// (spec 03 §11.4). For readers only: the rules let unfinal funds be spent.</summary>
/// <param name="Xe">micro-XE; null = no entry.</param>
/// <param name="Xusd">micro-XUSD; null = no entry.</param>
public readonly record struct SpendableBalances(ulong? Xe, ulong? Xusd)
{
    /// <summary>Balance of an asset, micro-units; 0 without an entry.</summary>
    public ulong Balance(Asset asset) => (asset == Asset.Xe ? Xe : asset == Asset.Xusd ? Xusd : null) ?? 0;
}
