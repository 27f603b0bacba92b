using System.Text;
using Xe.Core.Json;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary>The checks lists of keys and addresses share (spec 11 §5).</summary>
internal static class KeyListRules
{
    private const int KeyCharacters = 64;

    /// <summary>Length of every entry, in order; texts "{what}[I] invalid length: got L, want 64 hex chars".</summary>
    internal static string? CheckLengths(IReadOnlyList<string> keys, string what)
    {
        for (int i = 0; i < keys.Count; i++)
        {
            if (LengthFault(keys[i]) is { } fault)
                return $"{what}[{i}] {fault}";
        }
        return null;
    }

    /// <summary>Length, hex and repetition (exact text) of every entry, in order.</summary>
    internal static string? Check(IReadOnlyList<string> keys, string what)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < keys.Count; i++)
        {
            if (LengthFault(keys[i]) is { } lengthFault)
                return $"{what}[{i}] {lengthFault}";
            if (GoText.HexError(keys[i]) is { } hexFault)
                return $"{what}[{i}] invalid hex: {hexFault}";
            if (!seen.Add(keys[i]))
                return $"{what}[{i}] is a duplicate";
        }
        return null;
    }

    private static string? LengthFault(string key)
    {
        int length = Encoding.UTF8.GetByteCount(key);
        return length == KeyCharacters ? null : $"invalid length: got {length}, want {KeyCharacters} hex chars";
    }
}
