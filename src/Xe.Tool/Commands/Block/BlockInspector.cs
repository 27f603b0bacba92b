using System.Globalization;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Work;

namespace Xe.Tool.Commands.Block;

/// <summary>Judges a block by itself: bytes, hash, declaration, signature, work value; the difficulty is not applied.
/// Thread-safe.</summary>
internal sealed class BlockInspector
{
    private readonly BlockDecoder _decoder;
    private readonly BlockDecoder _genesisDecoder;
    private readonly NetworkRules _rules;

    /// <param name="networkId">Prefix of every hash but a genesis's.</param>
    /// <param name="claimEnabled">Whether claim blocks are known.</param>
    internal BlockInspector(string networkId, bool claimEnabled)
    {
        _rules = NetworkRules.Public with { ClaimEnabled = claimEnabled, WorkDifficulty = 0 };
        _decoder = new BlockDecoder(networkId, _rules);
        _genesisDecoder = new BlockDecoder("", _rules);
    }

    /// <summary>Inspects the JSON of one block. Beside the block's members it may carry <c>signer_public_key</c>, the key of a
    /// single-key account, and <c>signer_keyset</c>, the keyset of a multisig account.</summary>
    internal InspectResult Inspect(ReadOnlySpan<byte> json)
    {
        if (!BlockJson.TryRead(json, BlockJsonOptions.Document, out WireBlock? wire, out string? fault))
            return Failed(fault);
        if (!TryReadSigner(json, out PublicKey? key, out Keyset? keyset, out fault))
            return Failed(fault);
        BlockDecoder decoder = wire.Type == "genesis" ? _genesisDecoder : _decoder;
        if (!BlockEncoding.TryEncode(wire, decoder.NetworkId, _rules.ClaimEnabled, out EncodedBlock? encoded, out Rejection? rejection))
            return Failed(rejection.Text);
        decoder.TryDecode(wire, out Core.Blocks.Block? block, out rejection);
        (bool? signed, Rejection? unsigned) = block is null ? (null, null) : CheckSignature(block, key, keyset);
        return new InspectResult(
            encoded.Hash.ToString(), Hex.Encode(encoded.Canonical), signed,
            WorkValidator.Value(wire.PowNonce, encoded.Hash.Value.Span).ToString("x16", CultureInfo.InvariantCulture),
            (rejection ?? unsigned)?.Text);
    }

    internal static InspectResult Failed(string error) => new(null, null, null, null, error);

    private static (bool? Valid, Rejection? Rejection) CheckSignature(Core.Blocks.Block block, PublicKey? key, Keyset? keyset)
    {
        if (block.Signatures.Count > 0 ? keyset is null && block.Type != BlockType.MultisigOpen : block.PubKey is null && key is null)
            return (null, null);
        AccountState? account = new()
        {
            Account = block.Account,
            Frontier = block.Previous,
            Height = 1,
            LastTimestamp = 0,
            Key = keyset is null ? key : null,
            Keyset = keyset,
        };
        if (block.Type == BlockType.MultisigOpen && block.Signatures.Count == 0)
            return (false, new Rejection("multisig_required", "multisig account requires signatures"));
        Rejection? rejection = Credentials.Check(block, account, verifiedKey: null);
        return (rejection is null, rejection);
    }

    private static bool TryReadSigner(ReadOnlySpan<byte> json, out PublicKey? key, out Keyset? keyset, out string fault)
    {
        (key, keyset, fault) = (null, null, "");
        if (json.IndexOf("signer_"u8) < 0)
            return true;
        if (!GoJsonReader.TryCreate(json, TrailingData.Refuse, refuseUnknownMembers: false, out GoJsonReader reader, out string? error))
        {
            fault = error ?? "invalid JSON";
            return false;
        }
        string text = "";
        ReadOnlySpan<byte> keysetJson = default;
        reader.BeginObject();
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("signer_public_key"u8))
                reader.ReadString(ref text);
            else if (name.SequenceEqual("signer_keyset"u8))
                keysetJson = reader.ReadRaw();
            else
                reader.Skip();
        }
        if (text.Length > 0)
        {
            if (!PublicKey.TryParse(text, out PublicKey parsed))
            {
                fault = "signer_public_key: expected 64 hex digits";
                return false;
            }
            key = parsed;
        }
        return keysetJson.IsEmpty || keysetJson.SequenceEqual("null"u8) || TryReadKeyset(keysetJson, out keyset, out fault);
    }

    private static bool TryReadKeyset(ReadOnlySpan<byte> json, out Keyset? keyset, out string fault)
    {
        keyset = null;
        // A keyset has one reader: the one of the member of a block.
        byte[] wrapped = [.. "{\"keyset\":"u8, .. json, (byte)'}'];
        if (!BlockJson.TryRead(wrapped, BlockJsonOptions.Document, out WireBlock? carrier, out string? error))
        {
            fault = "signer_keyset: " + error;
            return false;
        }
        bool valid = Keyset.TryCreate(carrier.Keyset, out keyset, out Rejection? rejection);
        fault = valid ? "" : "signer_keyset: " + rejection!.Text;
        return valid;
    }
}
