using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Records;

/// <summary>Decodes hex members of fixed size and names the fault as the protocol's texts do (spec 01 §8.2, §8.3).</summary>
internal static class HexText
{
    /// <summary>Decodes text that must give exactly <paramref name="destination"/>. Null where it does; else
    /// the fault: "invalid {what} hex: …" or "invalid {what} length: got n, want m".</summary>
    internal static string? Decode(string text, Span<byte> destination, string what)
    {
        if (Hex.TryDecode(text, destination))
            return null;
        if (GoText.HexError(text) is { } fault)
            return $"invalid {what} hex: {fault}";
        return $"invalid {what} length: got {text.Length / 2}, want {destination.Length}";
    }
}
