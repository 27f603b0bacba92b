using System.Globalization;
using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Testing.Stores;

/// <summary>Everything a store holds, as lines that can be compared: two stores are alike when their dumps are.</summary>
public static class StoreDump
{
    /// <summary>The dump; positions name the commit-locks to look for, hashes the statuses (both are found by key only).</summary>
    public static string Of(ILedgerStore store, IEnumerable<Position>? positions = null, IEnumerable<Hash256>? hashes = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"empty {store.IsEmpty} blocks {store.CountBlocks()} undone {store.CountUndone()} state tip {store.StateChainTip()}");
        foreach (AccountState account in store.LoadAccounts())
        {
            text.AppendLine("account " + Of(account));
            if (Of(store.GetAccount(account.Account)) != Of(account))
                throw new InvalidOperationException($"account {account.Account} reads differently alone");
            foreach (ChainEntry entry in store.GetChain(account.Account, 1, int.MaxValue))
                text.AppendLine(CultureInfo.InvariantCulture, $"entry {entry}");
        }
        foreach (Block block in store.EnumerateChains())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"block {Of(block)} {store.GetStatus(block.Hash)}");
            if (!store.Contains(block.Hash) || store.GetEntry(block.Hash)?.Hash != block.Hash || store.GetChild(block.Position)?.Hash != block.Hash)
                throw new InvalidOperationException($"block {block.Hash} is not found by its keys");
            if (!block.Source.IsZero && store.GetBySource(block.Source).All(entry => entry.Hash != block.Hash))
                throw new InvalidOperationException($"block {block.Hash} is not found by its source");
        }
        foreach (Block block in store.GetRecent(50))
            text.AppendLine(CultureInfo.InvariantCulture, $"recent {block.Hash}");
        foreach (PendingSend pending in store.LoadPendings())
            text.AppendLine(CultureInfo.InvariantCulture, $"pending {pending}");
        foreach (LeaseRecord lease in store.LoadLeases())
            text.AppendLine(CultureInfo.InvariantCulture, $"lease {lease} {store.GetLease(lease.LeaseHash) == lease}");
        foreach (ConflictRecord conflict in store.LoadConflicts())
            text.AppendLine("conflict " + Of(conflict));
        foreach (Block staged in store.LoadStaged())
            text.AppendLine("staged " + Of(staged));
        foreach (Vote vote in store.LoadVotes())
            text.AppendLine("vote " + Of(vote));
        foreach (Position position in positions ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"lock {position} {store.GetLock(position)}");
        foreach (Hash256 hash in hashes ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"status {hash} {store.GetStatus(hash)} {store.Contains(hash)} {store.GetEntry(hash)}");
        foreach (ReadOnlyMemory<byte> json in store.GetStateBlocks(1, int.MaxValue))
            text.AppendLine("state block " + Convert.ToHexString(json.Span));
        foreach (ReadOnlyMemory<byte> json in store.LoadCertificates())
            text.AppendLine("certificate " + Convert.ToHexString(json.Span));
        return text.ToString();
    }

    /// <summary>An account state with its keyset spelt out.</summary>
    public static string Of(AccountState? account) => account is null
        ? "none"
        : $"{account with { Keyset = null }} keyset {(account.Keyset is { } keyset ? $"{keyset.Threshold} of {string.Join(',', keyset.Keys)}" : "none")}";

    /// <summary>A block with everything it holds, not only its hash.</summary>
    public static string Of(Block? block) => block is null ? "none" : BlockJson.ToText(block.ToWire());

    /// <summary>A conflict with its lists spelt out.</summary>
    public static string Of(ConflictRecord conflict) =>
        $"{conflict.Position} {conflict.DetectedAtNs} {conflict.TotalWeight} {string.Join(',', conflict.Hashes)} "
        + string.Join(',', conflict.WeightSnapshot.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>A vote with its signature spelt out.</summary>
    public static string Of(Vote vote) =>
        $"{vote.Position} {vote.RepKey} {vote.BlockHash} {vote.Timestamp} {vote.IsFinal} {vote.Weight} {Convert.ToHexString(vote.Signature.Span)}";
}
