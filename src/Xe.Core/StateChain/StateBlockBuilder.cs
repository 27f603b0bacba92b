using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Xe.Core.Json;

namespace Xe.Core.StateChain;

/// <summary>Proposes a block on top of a state: writes are collected, values are brought into compact form, the result is
/// judged by all rules but the signatures. Not thread-safe.</summary>
public sealed class StateBlockBuilder
{
    private readonly StateView _before;
    private readonly List<StateOp> _ops = [];

    /// <summary>Starts a block that is to follow <paramref name="before"/>.</summary>
    public StateBlockBuilder(StateView before) => _before = before;

    /// <summary>Adds a write. Text that is no JSON is kept, and refused by <see cref="TryBuild"/>.</summary>
    public StateBlockBuilder Set(string key, string json) => Set(key, Encoding.UTF8.GetBytes(json));

    /// <summary>Adds a write.</summary>
    public StateBlockBuilder Set(string key, ReadOnlySpan<byte> json)
    {
        _ops.Add(new StateOp(StateOp.SetAction, key, Compact(json)));
        return this;
    }

    /// <summary>Adds a removal.</summary>
    public StateBlockBuilder Delete(string key)
    {
        _ops.Add(new StateOp(StateOp.DeleteAction, key, default));
        return this;
    }

    /// <summary>The unsigned block with its hash, or the first rule it breaks.</summary>
    /// <param name="timestamp">Unix ns; raised to the tip's where it is lower.</param>
    /// <param name="block">The proposal; sign it with <see cref="StateSigning"/>, complete it with <see cref="StateSignatureCollector"/>.</param>
    /// <param name="error">The rule.</param>
    public bool TryBuild(long timestamp, [NotNullWhen(true)] out StateBlock? block, [NotNullWhen(false)] out Rejection? error)
    {
        StateBlock proposal = StateBlockEncoding.WithHash(new StateBlock
        {
            Index = _before.Tip.Index + 1,
            PreviousHash = _before.Tip.Hash,
            Ops = [.. _ops],
            Hash = "",
            Timestamp = Math.Max(timestamp, _before.Tip.Timestamp),
        });
        error = StateBlockRules.CheckPlaceAndContent(proposal, _before) ?? StateBlockRules.CheckWriter(proposal, _before);
        block = error is null ? proposal : null;
        return error is null;
    }

    private static byte[] Compact(ReadOnlySpan<byte> json)
    {
        if (!StateOpRules.IsJson(json))
            return json.ToArray();
        ArrayBufferWriter<byte> output = new(json.Length + 16);
        GoJsonCompact.Write(json, output);
        return output.WrittenSpan.ToArray();
    }
}
