using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe;

/// <summary>A block of an account's chain (spec 08 §3.5). Members that its type does not use are null or 0.</summary>
public sealed class Block
{
    internal Block(WireBlock wire, bool? finalized = null)
    {
        Wire = wire;
        Finalized = finalized;
    }

    internal WireBlock Wire { get; }

    /// <summary>Block type name.</summary>
    public string Type => Wire.Type;

    /// <summary>The account whose chain the block is on.</summary>
    public string Account => Wire.Account;

    /// <summary>Hash of the account's previous block; "0" for the first.</summary>
    public string Previous => Wire.Previous;

    /// <summary>"XE" or "XUSD".</summary>
    public string Asset => Wire.Asset;

    /// <summary>Balance of the asset after this block, whole units.</summary>
    public decimal Balance => Micro.ToUnits(Wire.Balance);

    /// <summary>The same, micro-units.</summary>
    public ulong BalanceMicroUnit => Wire.Balance;

    /// <summary>Amount, whole units.</summary>
    public decimal Amount => Micro.ToUnits(Wire.Amount);

    /// <summary>The same, micro-units.</summary>
    public ulong MicroUnit => Wire.Amount;

    /// <summary>When the block was made.</summary>
    public DateTimeOffset Timestamp => UnixNanos.ToTime(Wire.Timestamp);

    /// <summary>The same, Unix nanoseconds.</summary>
    public long TimestampNs => Wire.Timestamp;

    /// <summary>Recipient of a send, provider of a lease.</summary>
    public string? Destination => Text(Wire.Destination);

    /// <summary>The send a receive takes in, or the lease a lease block is about.</summary>
    public string? Source => Text(Wire.Source);

    /// <summary>Address delegated to from this block on.</summary>
    public string? Representative => Text(Wire.Representative);

    /// <summary>Memo of a send or burn.</summary>
    public string? Memo => Text(Wire.Memo);

    /// <summary>Lease: virtual CPUs.</summary>
    public ulong Vcpus => Wire.Vcpus;

    /// <summary>Lease: MiB.</summary>
    public ulong MemoryMb => Wire.MemoryMb;

    /// <summary>Lease: GB.</summary>
    public ulong DiskGb => Wire.DiskGb;

    /// <summary>Lease: how long.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Wire.Duration);

    /// <summary>Lease: login key.</summary>
    public string? AccessPubKey => Text(Wire.AccessPubKey);

    /// <summary>Lease: hash of the provider's certificate.</summary>
    public string? CertificateHash => Text(Wire.CertificateHash);

    /// <summary>Multisig: the keys.</summary>
    public string[] KeysetKeys => Wire.Keyset is { } keyset ? [.. keyset.Keys] : [];

    /// <summary>Multisig: how many of them sign.</summary>
    public int KeysetThreshold => (int)(Wire.Keyset?.Threshold ?? 0);

    /// <summary>Key declared by the first block of a single-key account.</summary>
    public string? PubKey => Text(Wire.PubKey);

    /// <summary>Block hash; null before the block is complete.</summary>
    public string? Hash => Text(Wire.Hash);

    /// <summary>Signature of a single-key account.</summary>
    public string? Signature => Text(Wire.Signature);

    /// <summary>Number of signatures of a multisig block.</summary>
    public int SignatureCount => Wire.Signatures.Count;

    /// <summary>Proof-of-work nonce.</summary>
    public ulong PowNonce => Wire.PowNonce;

    /// <summary>Irreversible; null where the node did not say.</summary>
    public bool? Finalized { get; }

    /// <summary>The block's JSON, as every tool of the network reads it.</summary>
    public string ToJson() => BlockJson.ToText(Wire);

    /// <inheritdoc />
    public override string ToString() => Hash ?? Type;

    private static string? Text(string text) => text.Length > 0 ? text : null;
}
