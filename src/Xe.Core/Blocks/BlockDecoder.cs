using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>Makes typed blocks of their JSON form: the checks of spec 03 §5 steps 0–3c, in their order and with their texts.
/// What a type does not bind is dropped, and the all-zero representative is read as none (spec 01 §20, 03 §20). Thread-safe.</summary>
public sealed class BlockDecoder
{
    private readonly byte[] _networkId;
    private readonly bool _claimEnabled;

    /// <summary>For blocks of one network.</summary>
    /// <param name="networkId">The network id, prefix of every hash; "" decodes a ledger genesis.</param>
    /// <param name="rules">The network's rules: whether claim blocks exist.</param>
    public BlockDecoder(string networkId, NetworkRules rules)
    {
        ArgumentNullException.ThrowIfNull(networkId);
        ArgumentNullException.ThrowIfNull(rules);
        NetworkId = networkId;
        Rules = rules;
        _networkId = BlockEncoding.NetworkIdBytes(networkId);
        _claimEnabled = rules.ClaimEnabled;
    }

    /// <summary>The network id.</summary>
    public string NetworkId { get; }

    /// <summary>The network's rules.</summary>
    public NetworkRules Rules { get; }

    /// <summary>Decodes a block and checks what needs nothing but the block and no signature: at most 20 attestations, a
    /// canonical form, the hash, the declaration of the key. The caller's object is not changed.</summary>
    public bool TryDecode(WireBlock wire, [NotNullWhen(true)] out Block? block, [NotNullWhen(false)] out Rejection? rejection)
    {
        ArgumentNullException.ThrowIfNull(wire);
        ByteBuffer input = new(stackalloc byte[ByteBuffer.InitialSize]);
        block = Decode(wire, ref input, out rejection);
        input.Dispose();
        return block is not null;
    }

    private Block? Decode(WireBlock wire, ref ByteBuffer input, out Rejection? rejection)
    {
        bool keepsAttestations = BlockTypeNames.Parse(wire.Type) is { } named && BlockShape.KeepsAttestations(named);
        if (keepsAttestations && wire.Attestations.Count > BlockShape.MaxAttestations)
        {
            rejection = new Rejection("too_many_attestations", string.Create(CultureInfo.InvariantCulture,
                $"too many attestations: {wire.Attestations.Count} exceeds max {BlockShape.MaxAttestations}"));
            return null;
        }
        input.Append(_networkId);
        int canonicalAt = input.Length;
        rejection = WireEncoder.AppendCanonical(wire, _claimEnabled, ref input, out BlockType type)?.Prefixed("verify: verify: HashBlock: ");
        if (rejection is not null)
            return null;
        int auxAt = input.Length;
        rejection = WireEncoder.AppendAux(wire, type, asItStands: false, ref input)?.Prefixed("verify: ");
        if (rejection is not null)
            return null;
        Hash256 hash = BlockEncoding.Sha256(input.Written);
        if (!Hash256.TryParse(wire.Hash, out Hash256 stated) || stated != hash)
        {
            rejection = new Rejection("hash_mismatch", $"verify: hash mismatch: got {wire.Hash.ToLowerInvariant()}, want {hash}");
            return null;
        }
        ReadOnlySpan<byte> canonical = input.Written[canonicalAt..auxAt];
        rejection = KeyDeclaration.Check(wire, new Address(canonical[10..42]), null, out PublicKey? pubKey)?.Prefixed("verify: ");
        if (rejection is not null)
            return null;
        return Join(wire, canonical, pubKey, keepsAttestations, hash);
    }

    private static Block Join(WireBlock wire, ReadOnlySpan<byte> canonical, PublicKey? pubKey, bool keepsAttestations, Hash256 hash)
    {
        if (CanonicalFields.Read(canonical, claimEnabled: true, 0, int.MaxValue, out CanonicalFields fields) is { } fault)
            throw new InvalidOperationException("own canonical bytes do not decode: " + fault);
        bool linkless = fields.Type is BlockType.Mint or BlockType.Burn;
        BlockUncovered uncovered = new()
        {
            PubKey = pubKey,
            CertificateHash = BlockShape.HasLeaseSection(fields.Type) ? wire.CertificateHash : "",
            Attestations = keepsAttestations && wire.Attestations.Count > 0 ? [.. wire.Attestations] : [],
            Signature = SignatureText.FromText(wire.Signature),
            Signatures = Signatures(wire.Signatures),
            PowNonce = wire.PowNonce,
            HasForeignLink = linkless && (wire.Destination.Length > 0 || wire.Source.Length > 0),
            Threshold = wire.Keyset?.Threshold,
        };
        return uncovered.Join(fields, wire.Memo, hash);
    }

    private static BlockSignature[] Signatures(IReadOnlyList<WireSignature> entries)
    {
        if (entries.Count == 0)
            return [];
        BlockSignature[] signatures = new BlockSignature[entries.Count];
        for (int i = 0; i < signatures.Length; i++)
            signatures[i] = new BlockSignature(entries[i].PublicKey.ToLowerInvariant(), SignatureText.FromText(entries[i].Signature));
        return signatures;
    }
}
