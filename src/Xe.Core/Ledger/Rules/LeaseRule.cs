using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>lease (spec 03 §8.6): the consumer pays the exact cost into escrow.</summary>
internal sealed class LeaseRule : IBlockRule
{
    public BlockType Type => BlockType.Lease;

    public Rejection? Apply(RuleContext context, Block block)
    {
        if (block.Asset != Asset.Xusd)
            return Checks.Reject("lease_asset", "lease block must have asset=XUSD");
        if (block.Destination == block.Account)
            return Checks.Reject("lease_to_self", "cannot lease to self");
        ulong minimum = context.Timing.MinDurationSecs;
        if (Dimensions(block).Validate(minimum) is { } oversized)
            return oversized;
        if (Cost(context, block, minimum) is { } price)
            return price;

        if (context.View.GetAccount(block.Account) is not { } account)
            return Checks.Reject("unopened_account", "lease from unopened account");
        if (Checks.Follows(block, account) is { } order)
            return order;
        ulong have = account.Balance(Asset.Xusd);
        if (block.Amount > have)
            return Checks.Reject("insufficient_balance", $"insufficient XUSD balance: have {have}, need {block.Amount}");
        if (Checks.Balance(block, have - block.Amount) is { } balance)
            return balance;

        context.View.SetPending(block.Hash, new PendingSend(
            block.Hash, block.Account, block.Destination, block.Amount, Asset.Xusd, block.Timestamp));
        context.View.SetLease(block.Hash, new LeaseRecord
        {
            LeaseHash = block.Hash,
            State = LeaseState.Created,
            Consumer = block.Account,
            Provider = block.Destination,
            Vcpus = block.Vcpus,
            MemoryMb = block.MemoryMb,
            DiskGb = block.DiskGb,
            Duration = block.Duration,
            AccessPubKey = block.AccessPubKey,
            Cost = block.Amount,
            CertificateHash = block.CertificateHash,
        });
        Checks.Commit(context, block);
        return null;
    }

    public Rejection? CheckStaged(RuleContext context, Block block, ulong parentBalance)
    {
        if (block.Amount > parentBalance)
            return Checks.Reject("insufficient_balance", $"staged lease: insufficient balance: have {parentBalance}, need {block.Amount}");
        return Checks.Balance(block, parentBalance - block.Amount, "staged lease: ");
    }

    private static LeaseDimensions Dimensions(Block block) => new(block.Vcpus, block.MemoryMb, block.DiskGb, block.Duration);

    // The certificate sets the price multiplier; it is pinned by the exact text of its hash.
    private static Rejection? Cost(RuleContext context, Block block, ulong minimum)
    {
        string hash = block.CertificateHash;
        if (hash.Length == 0)
            return Checks.Reject("certificate_missing", "lease block must include certificate_hash");
        if (context.Config.GetCertificate(hash) is not { } certificate)
            return Checks.Reject("certificate_not_found", $"certificate {Hex.Short(hash)} not found");
        if (certificate.Provider != block.Destination.ToString())
        {
            return Checks.Reject("certificate_foreign",
                $"certificate {Hex.Short(hash)} belongs to {Hex.Short(certificate.Provider)}, not lease destination {block.Destination.Short}");
        }
        if (!certificate.Covers(block.Timestamp))
        {
            return Checks.Reject("certificate_expired",
                $"certificate {Hex.Short(hash)} expired at {certificate.ExpiresAt}, lease timestamp {block.Timestamp}");
        }
        ulong multiplier = certificate.PriceMultiplierMilli;
        if (LeasePricing.Cost(Dimensions(block), multiplier, minimum, out ulong cost) is { } invalid)
            return invalid.Prefixed("lease cost ");
        return block.Amount == cost
            ? null
            : Checks.Reject("lease_cost_mismatch", $"lease cost mismatch: expected {cost} (multiplier {multiplier}), got {block.Amount}");
    }
}
