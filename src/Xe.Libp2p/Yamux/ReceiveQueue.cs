using System.Buffers;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Yamux;

/// <summary>Bytes received on a stream and not read yet, in pooled segments that are charged to the connection's budget.
/// Not thread-safe: the stream's lock guards it.</summary>
internal sealed class ReceiveQueue(MemoryBudget budget)
{
    private const int MinSegmentBytes = 2048;
    private const int MaxSegmentBytes = 64 * 1024;

    private Segment? _first;
    private Segment? _last;

    /// <summary>Bytes queued.</summary>
    public int Length { get; private set; }

    /// <summary>False where the budget is used up; then nothing, or a part, was appended.</summary>
    public bool TryAppend(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (_last is null || _last.End == _last.Bytes.Length)
            {
                byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Clamp(data.Length, MinSegmentBytes, MaxSegmentBytes));
                if (!budget.TryTake(bytes.Length))
                {
                    ArrayPool<byte>.Shared.Return(bytes);
                    return false;
                }
                Segment segment = new(bytes);
                if (_last is null) _first = segment;
                else _last.Next = segment;
                _last = segment;
            }
            int n = Math.Min(data.Length, _last.Bytes.Length - _last.End);
            data[..n].CopyTo(_last.Bytes.AsSpan(_last.End));
            _last.End += n;
            Length += n;
            data = data[n..];
        }
        return true;
    }

    public int Read(Span<byte> target)
    {
        int read = 0;
        while (!target.IsEmpty && _first is not null)
        {
            int n = Math.Min(target.Length, _first.End - _first.Start);
            _first.Bytes.AsSpan(_first.Start, n).CopyTo(target);
            _first.Start += n;
            Length -= n;
            read += n;
            target = target[n..];
            if (_first.Start == _first.End && (_first.Next is not null || Length == 0)) DropFirst();
        }
        return read;
    }

    public void Clear()
    {
        while (_first is not null) DropFirst();
        Length = 0;
    }

    private void DropFirst()
    {
        Segment gone = _first!;
        _first = gone.Next;
        if (_first is null) _last = null;
        budget.Give(gone.Bytes.Length);
        ArrayPool<byte>.Shared.Return(gone.Bytes);
    }

    private sealed class Segment(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Start { get; set; }

        public int End { get; set; }

        public Segment? Next { get; set; }
    }
}
