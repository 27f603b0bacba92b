using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>A signature member as it stood: its bytes where it was hex of any length, or nothing where it was not, so that
/// each fault can be reported at the stage that checks it (spec 01 §8.3, §8.6). Default = empty member.</summary>
public readonly struct SignatureText
{
    private readonly byte[]? _bytes;

    private SignatureText(byte[]? bytes, bool isHex) => (_bytes, IsInvalidHex) = (bytes, !isHex);

    /// <summary>True when the text was not hex.</summary>
    public bool IsInvalidHex { get; }

    /// <summary>The decoded bytes; 64 when well-formed.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The decoded bytes as memory, for batches.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>Decodes a member.</summary>
    public static SignatureText FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return default;
        byte[]? bytes = Hex.Decode(text);
        return new SignatureText(bytes, bytes is not null);
    }

    /// <summary>Takes bytes over; the array must not be changed afterwards.</summary>
    public static SignatureText FromBytes(byte[] bytes) => new(bytes, true);

    /// <summary>Lower-case hex.</summary>
    public override string ToString() => Hex.Encode(Bytes);
}
