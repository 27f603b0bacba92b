namespace Xe.Libp2p.Transport;

/// <summary>One direction of an in-memory connection: a bounded byte queue with one reader and one writer at a time.</summary>
internal sealed class MemoryPipe
{
    private const int MaxBytes = 256 * 1024;
    private const int InitialBytes = 1024;

    private readonly Lock _lock = new();
    private byte[] _ring = [];
    private int _start;
    private int _count;
    private bool _ended;
    private TaskCompletionSource? _changed;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_count > 0)
                {
                    int n = Math.Min(_count, buffer.Length);
                    int first = Math.Min(n, _ring.Length - _start);
                    _ring.AsSpan(_start, first).CopyTo(buffer.Span);
                    _ring.AsSpan(0, n - first).CopyTo(buffer.Span[first..]);
                    _start = (_start + n) % _ring.Length;
                    _count -= n;
                    if (_count == 0) (_ring, _start) = ([], 0); // an idle connection holds nothing
                    Signal();
                    return n;
                }
                if (_ended) return 0;
                changed = Wait();
            }
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
        {
            Task changed;
            lock (_lock)
            {
                if (_ended) throw new IOException("connection closed");
                int n = Math.Min(data.Length, MaxBytes - _count);
                if (n > 0)
                {
                    Append(data.Span[..n]);
                    data = data[n..];
                    Signal();
                    continue;
                }
                changed = Wait();
            }
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>No more bytes in either way: what is queued can still be read, unless it is dropped.</summary>
    public void End(bool drop)
    {
        lock (_lock)
        {
            _ended = true;
            if (drop) (_ring, _start, _count) = ([], 0, 0);
            Signal();
        }
    }

    private void Append(ReadOnlySpan<byte> data)
    {
        if (_ring.Length - _count < data.Length)
        {
            byte[] larger = new byte[Math.Min(MaxBytes, Math.Max(InitialBytes, 2 * (_count + data.Length)))];
            int head = Math.Min(_count, _ring.Length - _start);
            _ring.AsSpan(_start, head).CopyTo(larger);
            _ring.AsSpan(0, _count - head).CopyTo(larger.AsSpan(head));
            (_ring, _start) = (larger, 0);
        }
        int end = (_start + _count) % _ring.Length;
        int first = Math.Min(data.Length, _ring.Length - end);
        data[..first].CopyTo(_ring.AsSpan(end));
        data[first..].CopyTo(_ring);
        _count += data.Length;
    }

    private Task Wait() => (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Signal()
    {
        _changed?.SetResult();
        _changed = null;
    }
}
