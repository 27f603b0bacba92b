using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Node.Events;

/// <summary>Views of domain records, shared by routes and events.</summary>
internal static class ViewOf
{
    public static ConflictView Conflict(ConflictRecord record) => new()
    {
        AccountAddress = record.Position.Account.ToString(),
        PreviousHash = record.Position.Previous.IsZero ? "0" : record.Position.Previous.ToString(),
        BlockHashes = [.. record.Hashes.Select(h => h.ToString())],
        DetectedAt = DateTimeOffset.UnixEpoch.AddTicks(record.DetectedAtNs / TimeSpan.NanosecondsPerTick),
        WeightSnapshot = record.WeightSnapshot.Count == 0
            ? null
            : new SortedDictionary<string, ulong>(record.WeightSnapshot.ToDictionary(w => w.Key.ToString(), w => w.Value), StringComparer.Ordinal),
        TotalWeight = record.TotalWeight,
    };

    public static LeaseView Lease(LeaseRecord lease) => new()
    {
        LeaseHash = lease.LeaseHash.ToString(),
        State = lease.State.Name(),
        Consumer = lease.Consumer.ToString(),
        Provider = lease.Provider.ToString(),
        Vcpus = lease.Vcpus,
        MemoryMb = lease.MemoryMb,
        DiskGb = lease.DiskGb,
        Duration = lease.Duration,
        AccessPubKey = lease.AccessPubKey?.ToString(),
        Cost = lease.Cost,
        Stake = lease.Stake,
        StartTime = lease.StartTime,
        CertificateHash = lease.CertificateHash.Length == 0 ? null : lease.CertificateHash,
        Settled = lease.Settled,
        LockedR = lease.LockedR,
        LockedPayoutCap = lease.LockedPayoutCap,
        LockedTwapMilli = lease.LockedTwapMilli,
    };

    public static VoteEvent Vote(Vote vote) => new()
    {
        Representative = Address.FromPublicKey(vote.RepKey).ToString(),
        Account = vote.Position.Account.ToString(),
        Previous = vote.Position.Previous.IsZero ? "0" : vote.Position.Previous.ToString(),
        BlockHash = vote.BlockHash.ToString(),
        Final = vote.IsFinal,
        Weight = vote.Weight,
    };
}
