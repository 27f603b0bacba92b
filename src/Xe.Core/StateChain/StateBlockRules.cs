using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Core.StateChain;

/// <summary>Whether a block may follow a state (spec 11 §4, steps 3 to 11). Pure: the state before the block decides.</summary>
public static class StateBlockRules
{
    /// <summary>Code of the refusal that means blocks in between are missing: sync, then try again.</summary>
    public const string GapCode = "state_gap";

    /// <summary>All checks behind the hash, in order. Null where the block may be applied.</summary>
    /// <param name="block">The block.</param>
    /// <param name="hash">Its hash, verified.</param>
    /// <param name="before">The state it is to follow.</param>
    public static Rejection? Check(StateBlock block, Hash256 hash, StateView before) =>
        CheckPlace(block, before) ?? CheckContent(block, before) ?? CheckGovernance(block, hash, before);

    /// <summary>Steps 3 to 8: place in the chain, size, every write.</summary>
    public static Rejection? CheckPlaceAndContent(StateBlock block, StateView before) =>
        CheckPlace(block, before) ?? CheckContent(block, before);

    /// <summary>True where a block of these keys is the oracle's: one is configured and every key starts with its prefix.</summary>
    public static bool IsOracleBlock(StateBlock block, StateView before)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(before);
        if (before.Oracle is not { } oracle)
            return false;
        foreach (StateOp op in block.Ops)
        {
            if (!op.Key.StartsWith(oracle.AllowedPrefix, StringComparison.Ordinal))
                return false;
        }
        return true;
    }

    /// <summary>The rules of an oracle block's writes (step 10) or of a DAO block's keys (end of step 11), without signatures.</summary>
    public static Rejection? CheckWriter(StateBlock block, StateView before)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(before);
        return IsOracleBlock(block, before) ? CheckEpochs(block, before) : CheckOutsidePrefix(block, before);
    }

    /// <summary>The signature rule of the keyset that governs the block.</summary>
    public static Rejection? CheckSignatures(StateBlock block, Hash256 hash, StateView before) =>
        CheckSignatures(block, hash, before, verified: null);

    internal static Rejection? CheckSignatures(StateBlock block, Hash256 hash, StateView before, bool[]? verified)
    {
        if (IsOracleBlock(block, before))
            return StateMultisig.Check(block, hash, before.Oracle!.Keys, before.Oracle.Threshold, isOracle: true, verified);
        return before.DaoKeyset is { } keyset
            ? StateMultisig.Check(block, hash, keyset.Keys, keyset.Threshold, isOracle: false, verified)
            : NoKeyset(before);
    }

    /// <summary>Policy of a local submission, not consensus: values must be in the compact form existing nodes write, or the block
    /// would hash differently there (spec 11 §1.2).</summary>
    public static Rejection? CheckCompact(StateBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        foreach (StateOp op in block.Ops)
        {
            if (op.IsSet && StateOpRules.IsJson(op.Value.Span) && !GoJsonCompact.IsCompact(op.Value.Span))
                return new Rejection("state_not_compact", $"op key {GoQuote.Quote(op.Key)}: value is not in compact form");
        }
        return null;
    }

    private static Rejection? CheckPlace(StateBlock block, StateView before)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(before);
        StateBlock tip = before.Tip;
        if (block.Index != tip.Index + 1)
            return new Rejection(GapCode, $"expected index {tip.Index + 1}, got {block.Index}: statechain gap");
        if (block.PreviousHash != tip.Hash)
            return new Rejection("state_prev_hash_mismatch", $"prev_hash mismatch: expected {tip.Hash}, got {block.PreviousHash}");
        return block.Timestamp < tip.Timestamp
            ? new Rejection("state_timestamp", $"timestamp {block.Timestamp} is before previous {tip.Timestamp}")
            : null;
    }

    private static Rejection? CheckContent(StateBlock block, StateView before)
    {
        if (block.Ops.Count == 0)
            return new Rejection("state_no_ops", "block has no ops");
        int size = StateBlockJson.CompactSize(block);
        if (size > StateBlock.MaxBlockBytes)
            return new Rejection("state_block_size", $"block size {size} exceeds limit {StateBlock.MaxBlockBytes}");
        foreach (StateOp op in block.Ops)
        {
            if (StateOpRules.Check(op, block, before) is { } fault)
                return fault;
        }
        return null;
    }

    private static Rejection? CheckGovernance(StateBlock block, Hash256 hash, StateView before)
    {
        if (IsOracleBlock(block, before))
            return CheckEpochs(block, before) ?? CheckSignatures(block, hash, before);
        return CheckSignatures(block, hash, before) ?? CheckOutsidePrefix(block, before);
    }

    private static Rejection? CheckEpochs(StateBlock block, StateView before)
    {
        foreach (StateOp op in block.Ops)
        {
            if (op.IsSet && CheckEpoch(op, before) is { } fault)
                return new Rejection("state_epoch", "epoch validation: " + fault);
            if (before.State.Contains(op.Key))
                return new Rejection("state_epoch_exists", $"epoch key {GoQuote.Quote(op.Key)} already exists (write-once)");
        }
        return null;
    }

    private static string? CheckEpoch(StateOp op, StateView before)
    {
        EpochRecord? epoch = EpochRecord.Decode(op.Value.Span, out string? error);
        return epoch is null ? $"invalid epoch JSON: {error}" : EpochRules.Check(epoch, before.Tokenomics, before.Phase);
    }

    private static Rejection? CheckOutsidePrefix(StateBlock block, StateView before)
    {
        if (before.Oracle is not { } oracle)
            return null;
        foreach (StateOp op in block.Ops)
        {
            if (op.Key.StartsWith(oracle.AllowedPrefix, StringComparison.Ordinal))
            {
                return new Rejection("state_oracle_prefix",
                    $"DAO block cannot write to oracle prefix {GoQuote.Quote(oracle.AllowedPrefix)} (key: {op.Key})");
            }
        }
        return null;
    }

    private static Rejection NoKeyset(StateView before)
    {
        GovernanceKeyset.Load(before.State, out string? error);
        return new Rejection("state_no_keyset", $"cannot load keyset: {error}");
    }
}
