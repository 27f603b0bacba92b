using System.Buffers;
using Xe.Libp2p.Host;

namespace Xe.Node.Net.Wire;

/// <summary>Takes JSON objects one after the other from a stream that has no other framing (spec 07 §1). Finds the end of a
/// value in one pass over its bytes, however they arrive; what follows is kept for the next value. Memory grows with what
/// really arrived, up to the limit of the call.</summary>
internal sealed class JsonStreamReader(IPeerStream stream) : IDisposable
{
    private const int MinRead = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(MinRead);
    private int _start;
    private int _end;

    /// <summary>Bytes of values consumed so far.</summary>
    public long Consumed { get; private set; }

    /// <summary>The value read last; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>Reads one object. Throws what the stream throws.</summary>
    /// <param name="limit">Most bytes of the value, white space before it included.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<JsonReadStatus> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        Value = default;
        JsonBoundary boundary = new();
        int scanned = _start;
        while (true)
        {
            int allowed = (int)Math.Min(_end, (long)_start + limit);
            JsonBoundaryResult found = boundary.Scan(_buffer.AsSpan(scanned, allowed - scanned), out int used);
            scanned += used;
            if (found == JsonBoundaryResult.Complete)
            {
                Value = _buffer.AsMemory(_start, scanned - _start);
                Consumed += scanned - _start;
                _start = scanned;
                return JsonReadStatus.Value;
            }
            if (found == JsonBoundaryResult.Malformed || scanned - _start >= limit)
                return JsonReadStatus.Malformed;
            int shift = MakeRoom();
            scanned -= shift;
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return boundary.HasBegun ? JsonReadStatus.Malformed : JsonReadStatus.EndOfStream;
            _end += read;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    // Moves what is unread to the front, and takes a larger buffer only once this one is full of it.
    private int MakeRoom()
    {
        if (_buffer.Length - _end >= MinRead / 2)
            return 0;
        int shift = _start;
        int unread = _end - _start;
        if (unread + MinRead / 2 > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(_start, unread).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, unread).CopyTo(_buffer);
        }
        (_start, _end) = (0, unread);
        return shift;
    }
}
