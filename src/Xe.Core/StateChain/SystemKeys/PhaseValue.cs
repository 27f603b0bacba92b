using Xe.Core.Json;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary><c>sys.phase</c>: 1 or 2, never back (spec 11 §5).</summary>
public static class PhaseValue
{
    /// <summary>The static rule of the key; null where the value passes.</summary>
    public static string? Check(ReadOnlySpan<byte> json)
    {
        byte? phase = Decode(json, out string? error);
        if (phase is null)
            return $"invalid phase JSON: {error}";
        return phase is 1 or 2 ? null : $"phase {phase} invalid (must be 1 or 2)";
    }

    /// <summary>The transition rule: the phase must not decrease. An absent or unreadable old value sets no limit.</summary>
    public static string? CheckTransition(ReadOnlySpan<byte> oldJson, ReadOnlySpan<byte> newJson)
    {
        if (oldJson.IsEmpty || Decode(oldJson, out _) is not { } before || Decode(newJson, out _) is not { } after)
            return null;
        return after >= before ? null : $"sys.phase transition {before} → {after} not permitted (one-directional)";
    }

    /// <summary>An integer of 0 to 255, <c>null</c> reading as 0; null where the value is none.</summary>
    public static byte? Decode(ReadOnlySpan<byte> json, out string? error)
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Refuse, refuseUnknownMembers: false, out GoJsonReader reader, out error))
            return null;
        ulong value = 0;
        reader.ReadUInt64(ref value);
        if (value > byte.MaxValue)
            reader.Fail($"json: cannot unmarshal number {value} into Go value of type uint8");
        error = reader.Error;
        return error is null ? (byte)value : null;
    }
}
