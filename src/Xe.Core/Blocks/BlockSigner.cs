using System.Diagnostics.CodeAnalysis;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Core.Work;

namespace Xe.Core.Blocks;

/// <summary>Signs drafts and finds their work (spec 01 §8.5). The draft is changed in place. Thread-safe for different
/// drafts.</summary>
public sealed class BlockSigner
{
    private readonly BlockDecoder _decoder;

    /// <summary>For blocks of one network.</summary>
    /// <param name="networkId">The network id; "" signs a ledger genesis.</param>
    /// <param name="rules">Work difficulty; whether claim blocks exist.</param>
    public BlockSigner(string networkId, NetworkRules rules) => _decoder = new BlockDecoder(networkId, rules);

    /// <summary>Signs as the account's single key: declares the key on a first block, sets hash and signature. Null where it
    /// worked; else why the draft has no hash ("MarshalBlock: …").</summary>
    public Rejection? Sign(WireBlock draft, AccountKey key)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(key);
        bool multisig = BlockTypeNames.Parse(draft.Type) is { } type && BlockShape.HasKeyset(type);
        if (draft.Previous == "0" && draft.PubKey.Length == 0 && draft.Signatures.Count == 0 && !multisig)
            draft.PubKey = key.PublicKey.ToString();
        if (SetHash(draft, out Hash256 hash) is { } rejection)
            return rejection;
        draft.Signature = Hex.Encode(key.Sign(hash.Value.Span));
        return null;
    }

    /// <summary>Adds a member's signature to a multisig draft. Null where it worked; "duplicate signer: …" where the key signed
    /// already, "signatures are over another hash" where the draft changed since the first signature.</summary>
    public Rejection? AddSignature(WireBlock draft, AccountKey key)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(key);
        string signer = key.PublicKey.ToString();
        if (draft.Signatures.Any(entry => string.Equals(entry.PublicKey, signer, StringComparison.OrdinalIgnoreCase)))
            return new Rejection("duplicate_signer", $"duplicate signer: {signer[..12]}");
        string signedHash = draft.Hash;
        if (SetHash(draft, out Hash256 hash) is { } rejection)
            return rejection;
        if (draft.Signatures.Count > 0 && !string.Equals(signedHash, draft.Hash, StringComparison.OrdinalIgnoreCase))
        {
            draft.Hash = signedHash;
            return new Rejection("signatures_stale", "signatures are over another hash: the block was changed after it was signed first");
        }
        draft.Signatures = [.. draft.Signatures, new WireSignature(signer, Hex.Encode(key.Sign(hash.Value.Span)))];
        return null;
    }

    /// <summary>Finds work for a signed draft; nothing where the difficulty is 0.</summary>
    public void SolveWork(WireBlock draft, WorkSearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (_decoder.Rules.WorkDifficulty == 0)
            return;
        Hash256 hash = Hash256.Parse(draft.Hash);
        draft.PowNonce = WorkSearch.Find(hash.Value.Span, _decoder.Rules.WorkDifficulty, options, cancellationToken).Nonce;
    }

    /// <summary>Signs with a single key, finds work and gives the checked block.</summary>
    public bool TryComplete(
        WireBlock draft, AccountKey key, [NotNullWhen(true)] out Block? block, [NotNullWhen(false)] out Rejection? rejection,
        CancellationToken cancellationToken = default)
    {
        block = null;
        rejection = Sign(draft, key);
        if (rejection is not null)
            return false;
        SolveWork(draft, null, cancellationToken);
        rejection = StatelessCheck.Run(draft, _decoder, out block);
        return block is not null;
    }

    private Rejection? SetHash(WireBlock draft, out Hash256 hash)
    {
        hash = default;
        if (!BlockEncoding.TryEncode(draft, _decoder.NetworkId, _decoder.Rules.ClaimEnabled, out EncodedBlock? encoded, out Rejection? rejection))
            return rejection;
        hash = encoded.Hash;
        draft.Hash = hash.ToString();
        return null;
    }
}
