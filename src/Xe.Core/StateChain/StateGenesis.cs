using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Core.StateChain;

/// <summary>The state-chain genesis document (spec 02 §4, 11 §9). Its values hash as they stand in the document, indentation
/// included: take it from the own file, never from a peer.</summary>
public static class StateGenesis
{
    /// <summary>Reads a document without judging it.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> document, [NotNullWhen(true)] out StateBlock? genesis, [NotNullWhen(false)] out Rejection? error)
    {
        genesis = null;
        if (document.IsEmpty)
        {
            error = new Rejection("state_genesis_empty", "genesis: empty genesis document");
            return false;
        }
        if (!GoJsonReader.TryCreate(document, TrailingData.Refuse, refuseUnknownMembers: false, out GoJsonReader reader, out string? fault))
        {
            error = new Rejection("state_genesis_json", $"parse genesis: {fault}");
            return false;
        }
        StateBlock? read = StateBlockJson.Read(ref reader);
        error = reader.Error is null ? null : new Rejection("state_genesis_json", $"parse genesis: {reader.Error}");
        // The JSON value null reads as an empty document, which the first rules refuse.
        genesis = error is not null ? null : read ?? new StateBlock { Index = 0, PreviousHash = "", Ops = [], Hash = "", Timestamp = 0 };
        return error is null;
    }

    /// <summary>The rules of spec 02 §4.3 in order, texts prefixed "genesis: ". Null where the genesis may found a chain.</summary>
    public static Rejection? Validate(StateBlock genesis) => ValidateRules(genesis)?.Prefixed("genesis: ");

    /// <summary>The id the document names: its first write of <c>sys.network_id</c> that is a JSON string; "" where there is none.</summary>
    public static string NetworkIdOf(StateBlock genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        foreach (StateOp op in genesis.Ops)
        {
            if (op.IsSet && op.Key == SystemKey.NetworkId && SchemaJson.ReadString(op.Value.Span, out _) is { } id)
                return id;
        }
        return "";
    }

    private static Rejection? ValidateRules(StateBlock genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        if (genesis.Index != 0)
            return new Rejection("state_genesis_index", $"index must be 0, got {genesis.Index}");
        if (genesis.PreviousHash != StateBlock.ZeroHash)
            return new Rejection("state_genesis_prev_hash", "prev_hash must be 64 zero chars");
        if (genesis.Ops.Count == 0)
            return new Rejection("state_genesis_no_ops", "must have at least one op");
        if (StateBlockEncoding.VerifyHash(genesis, out Hash256 hash) is { } hashFault)
            return hashFault;
        StateView view = StateView.FromGenesis(genesis);
        if (GovernanceKeyset.Load(view.State, out string? keysetFault) is not { } keyset)
            return new Rejection("state_genesis_keyset", keysetFault!);
        if (CheckEpochPrefix(genesis, view.Oracle) is { } prefixFault)
            return prefixFault;
        // An unsigned genesis is valid: its authority is the hash in the operator's hands.
        return genesis.Signatures is { Count: > 0 }
            ? StateMultisig.Check(genesis, hash, keyset.Keys, keyset.Threshold, isOracle: false)
            : null;
    }

    private static Rejection? CheckEpochPrefix(StateBlock genesis, OracleConfig? oracle)
    {
        foreach (StateOp op in genesis.Ops)
        {
            if (op.IsSet && op.Key.StartsWith(SystemKey.EpochPrefix, StringComparison.Ordinal)
                && (oracle is null || !op.Key.StartsWith(oracle.AllowedPrefix, StringComparison.Ordinal)))
            {
                return new Rejection("state_genesis_epoch_prefix",
                    $"op {GoQuote.Quote(op.Key)} is not governed by any sys.oracle allowed_prefix ({GoQuote.Quote(oracle?.AllowedPrefix ?? "")}): "
                    + "write-once and prefix protection of epochs depend on it");
            }
        }
        return null;
    }
}
