using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Xe.Core.Primitives;

/// <summary>The asset member of a block: at most 8 UTF-8 bytes as they stand, so that every asset a block can be hashed
/// with can be carried; only <see cref="Xe"/> and <see cref="Xusd"/> are accepted (spec 01 §4.1, §11). Default = empty.</summary>
public readonly record struct Asset
{
    /// <summary>Most bytes an asset name can have in the canonical header.</summary>
    public const int MaxBytes = 8;

    // Left-aligned big-endian, as in the header; the length keeps a trailing NUL apart from none.
    private readonly ulong _bytes;
    private readonly byte _length;

    private Asset(ulong bytes, byte length) => (_bytes, _length) = (bytes, length);

    /// <summary>The network's own coin: weight, burn, emission.</summary>
    public static Asset Xe { get; } = FromText("XE");

    /// <summary>The dollar token leases are paid in.</summary>
    public static Asset Xusd { get; } = FromText("XUSD");

    /// <summary>No asset named.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>True for XE and XUSD, exactly so spelled.</summary>
    public bool IsSupported => this == Xe || this == Xusd;

    /// <summary>The 8 header bytes as a big-endian number.</summary>
    public ulong HeaderBytes => _bytes;

    /// <summary>Reads the 8 header bytes; trailing zero bytes are trimmed (spec 01 §7.5).</summary>
    public static Asset FromHeader(ulong bytes) =>
        new(bytes, bytes == 0 ? (byte)0 : (byte)(MaxBytes - BitOperations.TrailingZeroCount(bytes) / 8));

    /// <summary>Takes text of at most 8 UTF-8 bytes; false and its byte length where it is longer.</summary>
    public static bool TryCreate(string text, out Asset asset, out int byteLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        asset = default;
        byteLength = Encoding.UTF8.GetByteCount(text);
        if (byteLength > MaxBytes)
            return false;
        Span<byte> bytes = stackalloc byte[MaxBytes];
        bytes.Clear();
        Encoding.UTF8.GetBytes(text, bytes);
        asset = new Asset(BinaryPrimitives.ReadUInt64BigEndian(bytes), (byte)byteLength);
        return true;
    }

    /// <summary>The text as it stood in the block.</summary>
    public override string ToString()
    {
        if (this == Xe)
            return "XE";
        if (this == Xusd)
            return "XUSD";
        Span<byte> bytes = stackalloc byte[MaxBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _bytes);
        return Encoding.UTF8.GetString(bytes[.._length]);
    }

    private static Asset FromText(string text) => TryCreate(text, out Asset asset, out _) ? asset : throw new ArgumentException("too long", nameof(text));
}
