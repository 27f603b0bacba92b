using Xe.Core.Blocks;
using Xe.Core.Crypto;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>Makes properly signed blocks on top of whatever a node's ledger says the account's state is.</summary>
public sealed class BlockMaker(SimClock clock)
{
    private static readonly byte[] Network = "sim"u8.ToArray();

    /// <summary>The genesis block: the whole supply to the treasury, its weight to one representative.</summary>
    public static Block Genesis(SimKey treasury, Address representative) => Sign(treasury, new Block
    {
        Type = BlockType.Genesis,
        Account = treasury.Address,
        Previous = default,
        Balance = 42_000_000_000_000,
        Timestamp = 0,
        Asset = Asset.Xe,
        Representative = representative,
        PubKey = treasury.PublicKey,
        Hash = default,
    }, []);

    /// <summary>A send.</summary>
    public Block Send(SimKey from, AccountState state, Address to, ulong amount, Asset asset) =>
        Sign(from, Next(BlockType.Send, from, state, asset, state.Balance(asset) - amount, destination: to, amount: amount));

    /// <summary>A receive, opening the account where it has no state.</summary>
    public Block Receive(SimKey key, AccountState? state, PendingSend pending, Address? representative) => Sign(key, Next(
        BlockType.Receive, key, state, pending.Asset, (state?.Balance(pending.Asset) ?? 0) + pending.Amount,
        source: pending.SendHash, representative: representative));

    /// <summary>A burn.</summary>
    public Block Burn(SimKey key, AccountState state, ulong amount) =>
        Sign(key, Next(BlockType.Burn, key, state, Asset.Xe, state.Balance(Asset.Xe) - amount, amount: amount));

    /// <summary>A claim of one XUSD token.</summary>
    public Block Claim(SimKey key, AccountState? state) =>
        Sign(key, Next(BlockType.Claim, key, state, Asset.Xusd, (state?.Balance(Asset.Xusd) ?? 0) + 1_000_000));

    /// <summary>A lease of one minute.</summary>
    public Block Lease(SimKey key, AccountState state, Address provider)
    {
        var dimensions = new LeaseDimensions(1, 1024, 1, 60);
        if (LeasePricing.Cost(dimensions, 1000, 60, out ulong cost) is { } refused)
            throw new InvalidOperationException(refused.Text);
        return Sign(key, Next(BlockType.Lease, key, state, Asset.Xusd, state.Balance(Asset.Xusd) - cost,
            destination: provider, amount: cost, lease: dimensions, certificate: SimConfig.Certificate));
    }

    /// <summary>The provider's accept of a lease.</summary>
    public Block Accept(SimKey provider, AccountState state, LeaseRecord lease, SimKey timekeeper)
    {
        ulong stake = LeasePricing.Stake(lease.Cost, 5);
        return Sign(provider, Next(BlockType.LeaseAccept, provider, state, Asset.Xusd, state.Balance(Asset.Xusd) - stake,
            source: lease.LeaseHash, amount: stake, certificate: SimConfig.Certificate, lockedR: 2000,
            attestations: [AttestationList.Sign(timekeeper.Seed, lease.LeaseHash.Value, clock.UnixNow())]));
    }

    /// <summary>The consumer's cancel of a lease.</summary>
    public Block Cancel(SimKey consumer, AccountState state, LeaseRecord lease) =>
        Sign(consumer, Next(BlockType.LeaseCancel, consumer, state, Asset.Xusd, state.Balance(Asset.Xusd) + lease.Cost, source: lease.LeaseHash));

    private Block Next(
        BlockType type, SimKey key, AccountState? state, Asset asset, ulong balance, Address destination = default,
        Hash256 source = default, ulong amount = 0, Address? representative = null, LeaseDimensions lease = default,
        string certificate = "", ulong lockedR = 0, IReadOnlyList<TimekeeperAttestation>? attestations = null) => new()
        {
            Type = type,
            Account = key.Address,
            Previous = state?.Frontier ?? default,
            Balance = balance,
            Timestamp = Math.Max(clock.UnixNow(), state?.LastTimestamp ?? 0),
            Asset = asset,
            Destination = destination,
            Source = source,
            Amount = amount,
            Representative = representative,
            Vcpus = lease.Vcpus,
            MemoryMb = lease.MemoryMb,
            DiskGb = lease.DiskGb,
            Duration = lease.DurationSecs,
            CertificateHash = certificate,
            LockedR = lockedR,
            Attestations = attestations ?? [],
            PubKey = state is null ? key.PublicKey : null,
            Hash = default,
        };

    private static Block Sign(SimKey key, Block block) => Sign(key, block, Network);

    private static Block Sign(SimKey key, Block block, byte[] network)
    {
        Hash256 hash = BlockEncoding.ComputeHash(block, network);
        byte[] signature = new byte[64];
        Ed25519.Sign(key.Seed, hash.Value.Span, signature);
        return block with { Hash = hash, Signature = SignatureText.FromBytes(signature) };
    }
}
