using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xe.Core.Primitives;

namespace Xe.Core.Records;

/// <summary>Builds the preimage of a signed record: tag, length-prefixed texts, big-endian integers (spec 01 §17). Strings
/// enter as the UTF-8 bytes of the text as it stands.</summary>
public sealed class SignedBytes
{
    private byte[] _buffer;
    private int _length;

    /// <summary>An empty preimage.</summary>
    public SignedBytes(int capacity = 512) => _buffer = new byte[capacity];

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <summary>Raw bytes.</summary>
    public SignedBytes Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        return this;
    }

    /// <summary>u64 length, then the text.</summary>
    public SignedBytes Lp8(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        UInt64((ulong)length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
        return this;
    }

    /// <summary>u32 length, then the text.</summary>
    public SignedBytes Lp4(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32BigEndian(Reserve(4), length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
        return this;
    }

    /// <summary>The number as decimal text, length-prefixed.</summary>
    public SignedBytes Lp8(ulong number) => Lp8(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The number as decimal text, length-prefixed.</summary>
    public SignedBytes Lp8(long number) => Lp8(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Eight bytes, big-endian.</summary>
    public SignedBytes UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Reserve(8), value);
        return this;
    }

    /// <summary>Eight bytes, two's complement, big-endian.</summary>
    public SignedBytes Int64(long value) => UInt64((ulong)value);

    /// <summary>SHA-256 of what was written.</summary>
    public Hash256 Digest()
    {
        Span<byte> digest = stackalloc byte[Bytes32.Size];
        SHA256.HashData(Span, digest);
        return new Hash256(digest);
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        Span<byte> span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
