using System.Buffers;
using System.Text;

namespace Xe.Libp2p.Proto;

/// <summary>Writes protobuf fields into a pooled, growing buffer. Reusable; not thread-safe. Fields are written in the
/// order of the calls, and nothing is left out: callers decide what is "empty".</summary>
public sealed class ProtoWriter : IDisposable
{
    private byte[] _buffer;
    private int _used;

    /// <summary>A writer with room for <paramref name="capacity"/> bytes before it grows.</summary>
    public ProtoWriter(int capacity = 256) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>What was written; valid until the next write, <see cref="Reset"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _used);

    /// <summary>What was written; valid as <see cref="Written"/> is.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _used);

    /// <summary>Bytes written.</summary>
    public int Length => _used;

    /// <summary>A varint field.</summary>
    public void WriteVarint(int field, ulong value)
    {
        Span<byte> span = Reserve(2 * Varint.MaxLength);
        int n = Varint.Write(span, (ulong)field << 3);
        _used += n + Varint.Write(span[n..], value);
    }

    /// <summary>A bool field.</summary>
    public void WriteBool(int field, bool value) => WriteVarint(field, value ? 1UL : 0UL);

    /// <summary>A bytes field.</summary>
    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        Span<byte> span = Reserve((2 * Varint.MaxLength) + value.Length);
        int n = Varint.Write(span, ((ulong)field << 3) | (ulong)WireType.Bytes);
        n += Varint.Write(span[n..], (ulong)value.Length);
        value.CopyTo(span[n..]);
        _used += n + value.Length;
    }

    /// <summary>A text field, UTF-8.</summary>
    public void WriteString(int field, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = Encoding.UTF8.GetByteCount(value);
        Span<byte> span = Reserve((2 * Varint.MaxLength) + length);
        int n = Varint.Write(span, ((ulong)field << 3) | (ulong)WireType.Bytes);
        n += Varint.Write(span[n..], (ulong)length);
        Encoding.UTF8.GetBytes(value, span[n..]);
        _used += n + length;
    }

    /// <summary>Starts a nested message; give the result to <see cref="EndMessage"/>.</summary>
    public int BeginMessage(int field)
    {
        Span<byte> span = Reserve(2 * Varint.MaxLength);
        _used += Varint.Write(span, ((ulong)field << 3) | (ulong)WireType.Bytes);
        return _used;
    }

    /// <summary>Ends a nested message: its length is put in front of its bytes.</summary>
    public void EndMessage(int start)
    {
        int length = _used - start;
        int prefix = Varint.Length((ulong)length);
        Reserve(prefix);
        _buffer.AsSpan(start, length).CopyTo(_buffer.AsSpan(start + prefix));
        Varint.Write(_buffer.AsSpan(start), (ulong)length);
        _used += prefix;
    }

    /// <summary>A bare varint without a tag, as framing uses it.</summary>
    public void WriteRawVarint(ulong value) => _used += Varint.Write(Reserve(Varint.MaxLength), value);

    /// <summary>Bytes as they are: already encoded fields.</summary>
    public void WriteRaw(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        _used += value.Length;
    }

    /// <summary>Forgets what was written; the buffer stays.</summary>
    public void Reset() => _used = 0;

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _used = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _used < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_used + count), _buffer.Length * 2));
            _buffer.AsSpan(0, _used).CopyTo(larger);
            if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        return _buffer.AsSpan(_used);
    }
}
