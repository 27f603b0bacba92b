using System.Buffers;

namespace Xe.Core.Primitives;

/// <summary>Hexadecimal text as the protocol reads it: both cases, even length, nothing else (spec 01 §2).</summary>
public static class Hex
{
    /// <summary>Decodes into <paramref name="destination"/>, which must be exactly half as long. False for any other text.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination) =>
        text.Length == destination.Length * 2
        && Convert.FromHexString(text, destination, out _, out int written) == OperationStatus.Done
        && written == destination.Length;

    /// <summary>Decodes text of any length, or null where it is not hex.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 2 != 0)
            return null;
        byte[] bytes = new byte[text.Length / 2];
        return TryDecode(text, bytes) ? bytes : null;
    }

    /// <summary>Lower-case hex.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>Short form of a hash or address in messages: the first 12 characters and "..." where the text is longer
    /// (spec 03, conventions).</summary>
    public static string Short(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 12 ? string.Concat(text.AsSpan(0, 12), "...") : text;
    }
}
