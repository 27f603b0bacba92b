using System.Buffers;
using System.Text;
using Xe.Core.Json;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Core.StateChain;

/// <summary>What one write may be: key grammar, value limits, schemas, transitions (spec 11 §3, §5).</summary>
public static class StateOpRules
{
    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Static and transition rules of one write, in order. Null where it passes.</summary>
    /// <param name="op">The write.</param>
    /// <param name="block">The block that carries it.</param>
    /// <param name="before">The state before the block: every write of a block is compared with it.</param>
    public static Rejection? Check(StateOp op, StateBlock block, StateView before)
    {
        ArgumentNullException.ThrowIfNull(op);
        ArgumentNullException.ThrowIfNull(before);
        return CheckStatic(op) ?? Wrap(op, CheckTransition(op, block, before));
    }

    /// <summary>The rules that need nothing but the write. Texts are prefixed <c>op key "K": </c>.</summary>
    public static Rejection? CheckStatic(StateOp op)
    {
        ArgumentNullException.ThrowIfNull(op);
        return Wrap(op, CheckKey(op.Key) ?? CheckAction(op));
    }

    /// <summary>The key grammar (spec 11 §3.1).</summary>
    public static string? CheckKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length == 0)
            return "key is empty";
        if (Encoding.UTF8.GetByteCount(key) > StateBlock.MaxKeyBytes)
            return $"key exceeds {StateBlock.MaxKeyBytes} characters";
        return key.AsSpan().ContainsAnyExcept(KeyCharacters) ? "key contains invalid characters (must be [a-z0-9_.-])" : null;
    }

    private static string? CheckAction(StateOp op) => op.Action switch
    {
        StateOp.SetAction => CheckSet(op),
        StateOp.DeleteAction => op.Key.StartsWith(SystemKey.Prefix, StringComparison.Ordinal) ? "cannot delete sys.* keys" : null,
        _ => $"unknown action {GoQuote.Quote(op.Action)}",
    };

    private static string? CheckSet(StateOp op)
    {
        ReadOnlySpan<byte> json = op.Value.Span;
        if (json.IsEmpty)
            return "set op must have a value";
        if (json.Length > StateBlock.MaxValueBytes)
            return $"value exceeds {StateBlock.MaxValueBytes} bytes";
        if (!IsJson(json))
            return "value is not valid JSON";
        return op.Key switch
        {
            SystemKey.DaoKeyset => GovernanceKeyset.Check(json),
            SystemKey.Timekeepers => TimekeeperConfig.Check(json),
            SystemKey.Minter => MinterConfig.Check(json),
            SystemKey.Oracle => OracleConfig.Check(json),
            SystemKey.Phase => PhaseValue.Check(json),
            SystemKey.Tokenomics => Tokenomics.Check(json),
            SystemKey.Activations => ActivationRegistry.Check(json),
            SystemKey.MinProtocolVersion => ProtocolVersion.Check(json),
            SystemKey.Representatives => RepresentativePolicy.Check(json),
            _ => null,
        };
    }

    private static string? CheckTransition(StateOp op, StateBlock block, StateView before)
    {
        if (!op.IsSet)
            return null;
        ReadOnlySpan<byte> json = op.Value.Span;
        return op.Key switch
        {
            SystemKey.Activations => ActivationRegistry.CheckTransition(
                before.State[op.Key].Span, json, before.Tip.Index, before.Tip.Timestamp, block),
            SystemKey.MinProtocolVersion => ProtocolVersion.CheckTransition(before.State[op.Key].Span, json),
            SystemKey.Phase => PhaseValue.CheckTransition(before.State[op.Key].Span, json),
            _ => null,
        };
    }

    internal static bool IsJson(ReadOnlySpan<byte> json) =>
        GoJsonReader.TryCreate(json, TrailingData.Refuse, refuseUnknownMembers: false, out _, out _);

    private static Rejection? Wrap(StateOp op, string? fault) =>
        fault is null ? null : new Rejection("state_op", $"op key {GoQuote.Quote(op.Key)}: {fault}");
}
