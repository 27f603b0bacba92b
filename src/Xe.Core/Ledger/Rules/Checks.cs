using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>The sub-checks rules share, named as in spec 03 §8, and the common effects of a commit (§13).</summary>
internal static class Checks
{
    /// <summary>A refusal.</summary>
    public static Rejection Reject(string code, string text) => new(code, text);

    /// <summary>FRONTIER: previous must be the account's frontier.</summary>
    public static Rejection? Frontier(Block block, AccountState account) =>
        block.Previous == account.Frontier
            ? null
            : Reject("previous_mismatch", $"previous mismatch: got {ShortPrevious(block.Previous)}, want {account.Frontier.Short}");

    /// <summary>MONO: time never runs backwards along a chain.</summary>
    public static Rejection? Monotonic(Block block, AccountState account) =>
        block.Timestamp >= account.LastTimestamp
            ? null
            : Reject("timestamp_before_previous",
                $"block timestamp {block.Timestamp} is before previous block timestamp {account.LastTimestamp}");

    /// <summary>FRONTIER then MONO.</summary>
    public static Rejection? Follows(Block block, AccountState account) => Frontier(block, account) ?? Monotonic(block, account);

    /// <summary>BAL: the stated balance must be the expected one.</summary>
    public static Rejection? Balance(Block block, ulong expected, string prefix = "") =>
        block.Balance == expected
            ? null
            : Reject("balance_mismatch", $"{prefix}balance mismatch: expected {expected}, got {block.Balance}");

    /// <summary>The hash's short form, "0" for the opening position.</summary>
    public static string ShortPrevious(Hash256 previous) => previous.IsZero ? "0" : previous.Short;

    /// <summary>The common effects of §13: chain, frontier, height, balance, delegation, key.</summary>
    /// <param name="context">Where effects go.</param>
    /// <param name="block">The accepted block.</param>
    /// <param name="keyset">The keyset the block sets, or null to keep the account's.</param>
    /// <param name="xusdCredit">Extra XUSD credited after the balance is set (a returned stake), or null for none.</param>
    public static void Commit(RuleContext context, Block block, Keyset? keyset = null, ulong? xusdCredit = null)
    {
        AccountState? before = context.View.GetAccount(block.Account);
        ulong? xe = block.Asset == Asset.Xe ? block.Balance : before?.Xe;
        ulong? xusd = block.Asset == Asset.Xusd ? block.Balance : before?.Xusd;
        if (xusdCredit is { } credit)
            xusd = unchecked((xusd ?? 0) + credit);
        Address? representative = block.Representative ?? before?.Representative;
        ulong height = (before?.Height ?? 0) + 1;

        context.View.Append(block, new ChainEntry(
            block.Account, height, block.Hash, block.Previous, xe, xusd, representative, block.Timestamp));
        context.View.SetAccount(block.Account, new AccountState
        {
            Account = block.Account,
            Frontier = block.Hash,
            Height = height,
            FinalHeight = before?.FinalHeight ?? 0,
            LastTimestamp = block.Timestamp,
            Xe = xe,
            Xusd = xusd,
            Representative = representative,
            Key = block.PubKey ?? before?.Key,
            Keyset = keyset ?? before?.Keyset,
        });
    }
}
