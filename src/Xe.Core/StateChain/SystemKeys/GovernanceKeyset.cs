using Xe.Core.Json;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary><c>sys.dao_keyset</c>: the public keys that govern the chain (spec 11 §5).</summary>
/// <param name="Keys">Public keys, 64 hex.</param>
/// <param name="Threshold">Signatures needed.</param>
public sealed record GovernanceKeyset(IReadOnlyList<string> Keys, long Threshold)
{
    /// <summary>Smallest threshold: no single signer may be installed by mistake.</summary>
    public const long MinThreshold = 2;

    /// <summary>The static rules of the key; null where the value passes.</summary>
    public static string? Check(ReadOnlySpan<byte> json)
    {
        GovernanceKeyset? keyset = Decode(json, out string? error);
        if (keyset is null)
            return $"invalid dao_keyset JSON: {error}";
        if (keyset.Keys.Count == 0)
            return "dao_keyset must have at least one key";
        if (keyset.Threshold < MinThreshold)
            return $"dao_keyset threshold {keyset.Threshold} is below minimum {MinThreshold}";
        if (keyset.Threshold > keyset.Keys.Count)
            return $"dao_keyset threshold {keyset.Threshold} exceeds key count {keyset.Keys.Count}";
        return KeyListRules.Check(keyset.Keys, "dao_keyset key");
    }

    /// <summary>The keyset in force (spec 02 §4.3 step 6); null and a text where the state has no usable one.</summary>
    public static GovernanceKeyset? Load(KeyValueState state, out string? error)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.TryGet(SystemKey.DaoKeyset, out ReadOnlyMemory<byte> json))
        {
            error = "sys.dao_keyset not found in state";
            return null;
        }
        GovernanceKeyset? keyset = Decode(json.Span, out error);
        if (keyset is null)
            error = $"sys.dao_keyset: invalid JSON: {error}";
        else if (keyset.Keys.Count == 0)
            error = "sys.dao_keyset: no keys";
        else if (keyset.Threshold < MinThreshold || keyset.Threshold > keyset.Keys.Count)
            error = $"sys.dao_keyset: invalid threshold {keyset.Threshold} for {keyset.Keys.Count} keys (min {MinThreshold})";
        return error is null ? keyset : null;
    }

    internal static GovernanceKeyset? Decode(ReadOnlySpan<byte> json, out string? error)
    {
        KeysetMembers members = new();
        error = SchemaJson.ReadObject(json, members, KeysetMembers.Read);
        return error is null ? new GovernanceKeyset(members.Keys, members.Threshold) : null;
    }
}
