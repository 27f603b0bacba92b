using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>A signature member as it stood: its bytes where it was hex of any length, or nothing where it was not, so that
/// each fault can be reported at the stage that checks it (spec 01 §8.3, §8.6). Default = empty member.</summary>
public readonly struct SignatureText
{
    // The bytes, or the text where it was not hex.
    private readonly object? _value;

    private SignatureText(object? value) => _value = value;

    /// <summary>True when the text was not hex.</summary>
    public bool IsInvalidHex => _value is string;

    /// <summary>True when the member was empty or absent.</summary>
    public bool IsEmpty => _value is null || _value is byte[] { Length: 0 };

    /// <summary>The decoded bytes; 64 when well-formed, none when the text was not hex.</summary>
    public ReadOnlySpan<byte> Bytes => _value as byte[];

    /// <summary>The decoded bytes as memory, for batches.</summary>
    public ReadOnlyMemory<byte> Memory => _value as byte[];

    /// <summary>Decodes a member.</summary>
    public static SignatureText FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? default : new SignatureText(Hex.Decode(text) ?? (object)text.ToLowerInvariant());
    }

    /// <summary>Takes bytes over; the array must not be changed afterwards.</summary>
    public static SignatureText FromBytes(byte[] bytes) => new(bytes);

    /// <summary>Lower-case hex; the text itself, lower-cased, where it was not hex.</summary>
    public override string ToString() => _value as string ?? Hex.Encode(Bytes);
}
