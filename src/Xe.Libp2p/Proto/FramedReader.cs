using System.Buffers;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Proto;

/// <summary>Reads uvarint-length-prefixed messages from a stream, many per read where they came together. Memory is
/// bounded by the largest message allowed; the buffer grows only when a message needs it.</summary>
public sealed class FramedReader : IDisposable
{
    private const int InitialBytes = 4096;

    private readonly IPeerStream _stream;
    private readonly int _maxMessageBytes;
    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>Reads from a stream that stays the caller's; messages are at most <paramref name="maxMessageBytes"/> long.</summary>
    public FramedReader(IPeerStream stream, int maxMessageBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMessageBytes);
        _stream = stream;
        _maxMessageBytes = maxMessageBytes;
    }

    /// <summary>The next message. After any status but <see cref="FrameStatus.Message"/> the reader is spent.</summary>
    /// <exception cref="StreamResetException">The stream was reset.</exception>
    public async ValueTask<FramedMessage> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            int needed = InitialBytes;
            VarintStatus status = Varint.TryRead(_buffer.AsSpan(_start, _end - _start), out ulong length, out int prefix);
            if (status == VarintStatus.Invalid) return new FramedMessage(FrameStatus.Malformed, default);
            if (status == VarintStatus.Done)
            {
                if (length > (ulong)_maxMessageBytes) return new FramedMessage(FrameStatus.TooLarge, default);
                needed = prefix + (int)length;
                if (_end - _start >= needed)
                {
                    ReadOnlyMemory<byte> payload = _buffer.AsMemory(_start + prefix, (int)length);
                    _start += needed;
                    return new FramedMessage(FrameStatus.Message, payload);
                }
            }
            MakeRoom(needed);
            int read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0) return new FramedMessage(_start == _end ? FrameStatus.End : FrameStatus.Malformed, default);
            _end += read;
        }
    }

    /// <summary>Gives the buffer back; the stream is left alone.</summary>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _start = _end = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    // Grows with the bytes that came, not with the length announced: a prefix alone costs the peer and us nothing.
    private void MakeRoom(int needed)
    {
        int have = _end - _start;
        if (have > 0 && _end < _buffer.Length && _buffer.Length - _start >= needed) return;
        int capacity = Math.Min(needed, Math.Max(2 * have, InitialBytes));
        if (_buffer.Length < capacity || _buffer.Length == have)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, have + 1));
            _buffer.AsSpan(_start, have).CopyTo(larger);
            if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, have).CopyTo(_buffer);
        }
        _start = 0;
        _end = have;
    }
}
