using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Xe.Core.Blocks;

/// <summary>Appends bytes to memory of the caller's stack, and goes on in a pooled array where that is not enough. Dispose
/// gives the array back.</summary>
internal ref struct ByteBuffer
{
    /// <summary>Stack bytes that hold the hash input of every ordinary block.</summary>
    internal const int InitialSize = 1024;

    private Span<byte> _bytes;
    private byte[]? _rented;

    internal ByteBuffer(Span<byte> initial) => _bytes = initial;

    /// <summary>Bytes appended so far.</summary>
    internal int Length { get; private set; }

    /// <summary>What was appended.</summary>
    internal readonly ReadOnlySpan<byte> Written => _bytes[..Length];

    /// <summary>What was appended, to be rearranged in place.</summary>
    internal readonly Span<byte> WrittenMutable => _bytes[..Length];

    /// <summary>Room for a number of bytes, which count as appended.</summary>
    internal Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
            Grow(count);
        Span<byte> taken = _bytes.Slice(Length, count);
        Length += count;
        return taken;
    }

    internal void Append(byte value) => Take(1)[0] = value;

    internal void Append(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    internal void AppendUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    internal void AppendUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    internal void AppendInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);

    internal void AppendUtf8(string text) => Encoding.UTF8.GetBytes(text, Take(Encoding.UTF8.GetByteCount(text)));

    /// <summary>u64 length ‖ bytes (spec 01 §2).</summary>
    internal void AppendPrefixed(scoped ReadOnlySpan<byte> bytes)
    {
        AppendUInt64((ulong)bytes.Length);
        Append(bytes);
    }

    /// <summary>u64 length ‖ UTF-8 text.</summary>
    internal void AppendPrefixed(string text)
    {
        AppendUInt64((ulong)Encoding.UTF8.GetByteCount(text));
        AppendUtf8(text);
    }

    /// <summary>u64 length ‖ lower-case hex text of bytes.</summary>
    internal void AppendPrefixedHex(scoped ReadOnlySpan<byte> bytes)
    {
        AppendUInt64((ulong)bytes.Length * 2);
        Convert.TryToHexStringLower(bytes, Take(bytes.Length * 2), out _);
    }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        _bytes = default;
    }

    private void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_bytes.Length * 2, Length + count)));
        _bytes[..Length].CopyTo(larger);
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
        _bytes = larger;
    }
}
