using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.StateChain;

/// <summary>Collects signatures of a proposal until its governing keyset is satisfied. Nodes have no protocol for this: signers
/// exchange the unsigned block out of band (spec 11 §1.4). Not thread-safe.</summary>
public sealed class StateSignatureCollector
{
    private readonly StateBlock _block;
    private readonly Hash256 _hash;
    private readonly IReadOnlyList<string> _keys;
    private readonly List<StateSignature> _signatures = [];

    private StateSignatureCollector(StateBlock block, Hash256 hash, IReadOnlyList<string> keys, long threshold, bool isOracle)
    {
        _block = block;
        _hash = hash;
        _keys = keys;
        Threshold = threshold;
        IsOracle = isOracle;
    }

    /// <summary>Signatures needed.</summary>
    public long Threshold { get; }

    /// <summary>True where the oracle signs, false where the DAO does.</summary>
    public bool IsOracle { get; }

    /// <summary>Signatures held.</summary>
    public int Count => _signatures.Count;

    /// <summary>True once the threshold is met.</summary>
    public bool IsComplete => Count >= Threshold;

    /// <summary>Starts with a proposal and the valid ones among the signatures it carries.</summary>
    /// <param name="block">The proposal.</param>
    /// <param name="before">The state it is to follow: its keyset governs.</param>
    /// <param name="collector">The collector.</param>
    /// <param name="error">A wrong hash, or no keyset to sign with.</param>
    public static bool TryCreate(
        StateBlock block, StateView before, [NotNullWhen(true)] out StateSignatureCollector? collector, [NotNullWhen(false)] out Rejection? error)
    {
        ArgumentNullException.ThrowIfNull(before);
        collector = null;
        error = StateBlockEncoding.VerifyHash(block, out Hash256 hash);
        if (error is not null)
            return false;
        bool isOracle = StateBlockRules.IsOracleBlock(block, before);
        if (isOracle)
            collector = new StateSignatureCollector(block, hash, before.Oracle!.Keys, before.Oracle.Threshold, isOracle);
        else if (before.DaoKeyset is { } keyset)
            collector = new StateSignatureCollector(block, hash, keyset.Keys, keyset.Threshold, isOracle);
        else
            error = StateBlockRules.CheckSignatures(block with { Signatures = [] }, hash, before)!;
        foreach (StateSignature signature in block.Signatures ?? [])
            collector?.Add(signature);
        return collector is not null;
    }

    /// <summary>Adds one signature. One foreign, repeated or bad entry would spoil the whole block, so each is judged here.</summary>
    public Rejection? Add(StateSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        StateBlock alone = _block with { Signatures = [signature] };
        if (_signatures.Exists(s => s.PublicKey == signature.PublicKey))
            return new Rejection("state_duplicate_signer", $"duplicate signer: {GoQuote.Quote(signature.PublicKey)}");
        if (StateMultisig.Check(alone, _hash, _keys, threshold: 1, IsOracle) is { } fault)
            return fault;
        _signatures.Add(signature);
        return null;
    }

    /// <summary>The block with exactly as many signatures as needed, in the keyset's order; null while some are missing.</summary>
    public StateBlock? Assemble()
    {
        if (!IsComplete)
            return null;
        List<StateSignature> ordered = [.. _signatures.OrderBy(s => IndexOf(s.PublicKey)).Take((int)Threshold)];
        return _block with { Signatures = ordered };
    }

    private int IndexOf(string key)
    {
        for (int i = 0; i < _keys.Count; i++)
        {
            if (_keys[i] == key)
                return i;
        }
        return _keys.Count;
    }
}
