using Xe.Core.Leases;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary><c>sys.timekeepers</c> (spec 11 §5, 01 §14.2).</summary>
public static class TimekeeperConfig
{
    /// <summary>The static rules of the key; null where the value passes. Hex and repetition are not checked.</summary>
    public static string? Check(ReadOnlySpan<byte> json)
    {
        KeysetMembers members = new();
        if (SchemaJson.ReadObject(json, members, KeysetMembers.Read) is { } error)
            return $"invalid timekeepers JSON: {error}";
        if (members.Keys.Count == 0)
            return "timekeepers must have at least one key";
        if (members.Threshold < 1 || members.Threshold > members.Keys.Count)
            return $"timekeepers threshold {members.Threshold} invalid for {members.Keys.Count} keys";
        return KeyListRules.CheckLengths(members.Keys, "timekeepers key");
    }

    /// <summary>The set to attest with; null where the value is absent or unusable: "not configured".</summary>
    public static TimekeeperSet? Load(ReadOnlySpan<byte> json)
    {
        KeysetMembers members = new();
        if (json.IsEmpty || SchemaJson.ReadObject(json, members, KeysetMembers.Read) is not null)
            return null;
        TimekeeperSet set = new(members.Keys, members.Threshold);
        return set.IsConfigured ? set : null;
    }
}
