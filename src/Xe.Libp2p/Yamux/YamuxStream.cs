using Xe.Libp2p.Host;

namespace Xe.Libp2p.Yamux;

/// <summary>One stream of a session: two windows, two half-closes, one reader and one writer at a time. Every frame it sends is
/// queued under its lock, so its frames leave in order; the lock is never held while bytes are sent.</summary>
internal sealed partial class YamuxStream : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly YamuxSession _session;
    private bool _opened; // the first frame, with SYN or ACK, has left
    private int _acknowledged;
    private bool _localFin;
    private bool _remoteFin;
    private bool _released;
    private bool _forgotten;
    private Action? _onForgotten;
    private bool _resetByPeer;
    private string? _error;
    private int _startDue;

    public YamuxStream(YamuxSession session, uint id, bool isInbound, MemoryBudget budget)
    {
        _session = session;
        Id = id;
        IsInbound = isInbound;
        _startDue = isInbound ? 1 : 0;
        _received = new ReceiveQueue(budget);
    }

    public uint Id { get; }

    public bool IsInbound { get; }

    public YamuxSession Session => _session;

    /// <summary>Clock timestamp after which the session's tick resets the stream; 0 = never.</summary>
    public long Deadline { get; set; }

    /// <summary>Why <see cref="Deadline"/> is set.</summary>
    public string DeadlineReason { get; set; } = "";

    /// <summary>Has something called once when the stream is over for both sides; at once where it is.</summary>
    public void OnForgotten(Action action)
    {
        lock (_lock)
        {
            if (!_forgotten)
            {
                _onForgotten = action;
                return;
            }
        }
        action();
    }

    /// <summary>Abandons the stream in both directions.</summary>
    public void Reset(string reason = "reset here") => End(reason, tellPeer: true);

    /// <summary>The user is done: the write side is closed, what still arrives is dropped. A peer that does not close in time
    /// is reset by the session's tick.</summary>
    public void Release()
    {
        bool flush;
        bool wake;
        bool forget;
        lock (_lock)
        {
            _received.Clear();
            if (_released || _error is not null) return;
            _released = true;
            flush = SendFin();
            wake = FailRead("closed here");
            forget = _remoteFin;
            if (!forget) _session.SetDeadline(this, _session.Options.CloseTimeout, "not closed by the peer");
        }
        if (flush) _session.Flush();
        if (wake) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        if (forget) Forget();
    }

    /// <summary>The pool runs this for a new inbound stream once, and for every read that data has ended.</summary>
    public void Execute()
    {
        if (_startDue == 1 && Interlocked.Exchange(ref _startDue, 0) == 1) _session.Accept(this);
        else CompleteRead();
    }

    /// <summary>The peer reset the stream, or the session ended.</summary>
    internal void End(string reason, bool tellPeer)
    {
        bool flush = false;
        bool wake;
        lock (_lock)
        {
            if (_error is not null || _forgotten) return;
            _error = reason;
            if (tellPeer && (_opened || IsInbound) && !(_localFin && _remoteFin))
                _session.TryEnqueue(new YamuxHeader(FrameType.WindowUpdate, FrameFlags.Reset, Id, 0), out flush);
            // Where the connection ended behind all that the peer had to say, that can still be read.
            if (tellPeer || _resetByPeer || !_remoteFin) _received.Clear();
            wake = FailRead(reason);
        }
        if (flush) _session.Flush();
        if (wake) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        _credit?.Set();
        Forget();
    }

    internal void OnReset()
    {
        _resetByPeer = true;
        End("reset by the peer", tellPeer: false);
    }

    internal void OnAcknowledged()
    {
        if (!IsInbound && Interlocked.Exchange(ref _acknowledged, 1) == 0) _session.Acknowledged();
    }

    private FrameFlags OpeningFlag => IsInbound ? FrameFlags.Ack : FrameFlags.Syn;

    private FrameFlags OpeningFlags()
    {
        if (_opened) return FrameFlags.None;
        _opened = true;
        return OpeningFlag;
    }

    private bool SendFin()
    {
        if (_localFin) return false;
        _localFin = true;
        _session.TryEnqueue(new YamuxHeader(FrameType.WindowUpdate, OpeningFlags() | FrameFlags.Fin, Id, 0), out bool flush);
        return flush;
    }

    private void Forget()
    {
        Action? onForgotten;
        lock (_lock)
        {
            if (_forgotten) return;
            _forgotten = true;
            onForgotten = _onForgotten;
        }
        OnAcknowledged();
        _session.Remove(this);
        onForgotten?.Invoke();
    }
}
