using System.Threading.Tasks.Sources;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Yamux;

/// <summary>The receiving half.</summary>
internal sealed partial class YamuxStream : IValueTaskSource<int>
{
    private readonly ReceiveQueue _received;
    private ManualResetValueTaskSourceCore<int> _read;
    private CancellationTokenRegistration _readRegistration;
    private CancellationToken _readToken;
    private Memory<byte> _readBuffer;
    private int _readCount;
    private bool _reading;
    private bool _readDone; // completed, and somebody is on the way to say so
    private Exception? _readError;
    private long _window = YamuxOptions.InitialWindowBytes;
    private long _receiveCredit = YamuxOptions.InitialWindowBytes; // what the peer may still send
    private long _windowSince;

    /// <summary>True where a read would not wait.</summary>
    public bool HasInput
    {
        get
        {
            lock (_lock) return _received.Length > 0 || _remoteFin || _error is not null;
        }
    }

    /// <summary>Reads what is there, at least one byte; 0 = the peer closed its side.</summary>
    /// <exception cref="StreamResetException">The stream or its connection ended.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count;
        bool flush;
        lock (_lock)
        {
            if (_reading) throw new InvalidOperationException("two reads at the same time");
            if (_received.Length == 0)
            {
                if (_error is not null) throw new StreamResetException(_error);
                ObjectDisposedException.ThrowIf(_released, this);
                if (_remoteFin || buffer.IsEmpty) return new ValueTask<int>(0);
                if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
                _read.Reset();
                (_reading, _readDone, _readBuffer, _readCount, _readError) = (true, false, buffer, 0, null);
                _readToken = cancellationToken;
                if (cancellationToken.CanBeCanceled)
                    _readRegistration = cancellationToken.UnsafeRegister(static (state, token) => ((YamuxStream)state!).CancelRead(token), this);
                return new ValueTask<int>(this, _read.Version);
            }
            count = _received.Read(buffer.Span);
            flush = GiveCredit();
        }
        if (flush) _session.Flush();
        return new ValueTask<int>(count);
    }

    /// <summary>A frame announces this many bytes; false where that is more than the peer was allowed.</summary>
    internal bool TrySpendCredit(uint length)
    {
        lock (_lock)
        {
            if (length > _receiveCredit) return false;
            _receiveCredit -= length;
            return true;
        }
    }

    /// <summary>Bytes of a frame, in one or more parts. The session's loop calls it, and queues the stream where
    /// <paramref name="wake"/> says so.</summary>
    /// <returns>False where there is no memory for them.</returns>
    internal bool OnData(ReadOnlySpan<byte> data, out bool wake, ref bool mustFlush)
    {
        wake = false;
        lock (_lock)
        {
            if (_released || _error is not null || _remoteFin) return true;
            if (_reading && _readError is null && _received.Length == 0)
            {
                int n = Math.Min(data.Length, _readBuffer.Length - _readCount);
                data[..n].CopyTo(_readBuffer.Span[_readCount..]);
                _readCount += n;
                data = data[n..];
                wake = !_readDone;
                _readDone = true;
                mustFlush |= GiveCredit();
            }
            return _received.TryAppend(data);
        }
    }

    /// <summary>The peer sends no more.</summary>
    internal bool OnFin()
    {
        bool wake;
        bool forget;
        lock (_lock)
        {
            if (_remoteFin || _error is not null) return false;
            _remoteFin = true;
            wake = _reading && !_readDone;
            if (wake) _readDone = true;
            forget = _localFin;
        }
        if (forget) Forget();
        return wake;
    }

    // Under the lock. Half a window of room is worth a message; a window used up within a few round trips is too small.
    private bool GiveCredit()
    {
        if (_remoteFin || _released || _error is not null) return false;
        long room = _window - _received.Length - _receiveCredit;
        if (room < _window / 2) return false;
        if (_window < _session.Options.MaxWindowBytes && _session.ShouldGrow(_windowSince))
        {
            long larger = Math.Min(2 * _window, _session.Options.MaxWindowBytes);
            room += larger - _window;
            _window = larger;
        }
        _windowSince = _session.Now;
        _receiveCredit += room;
        _session.TryEnqueue(new YamuxHeader(FrameType.WindowUpdate, OpeningFlags(), Id, (uint)room), out bool flush);
        return flush;
    }

    private bool FailRead(string reason)
    {
        if (!_reading || _readDone) return false;
        _readError = new StreamResetException(reason);
        _readDone = true;
        return true;
    }

    private void CancelRead(CancellationToken token)
    {
        lock (_lock)
        {
            if (!_reading || _readDone || _readToken != token) return;
            _readError = new OperationCanceledException(token);
            _readDone = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void CompleteRead()
    {
        int count;
        Exception? error;
        lock (_lock)
        {
            if (!_reading || !_readDone) return;
            (_reading, _readDone) = (false, false);
            (count, error) = (_readCount, _readError);
            _readBuffer = default;
            _readError = null;
            _readRegistration.Unregister();
            _readRegistration = default;
        }
        if (error is null) _read.SetResult(count);
        else _read.SetException(error);
    }

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);
}
