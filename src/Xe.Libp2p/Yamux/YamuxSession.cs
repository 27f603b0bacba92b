using System.Diagnostics.CodeAnalysis;
using Xe.Libp2p.Host;
using Xe.Libp2p.Noise;

namespace Xe.Libp2p.Yamux;

/// <summary>One yamux session over a secured connection: the table of streams, opening and closing. The dialer's streams have odd
/// ids, the listener's even ones. Receiving is in <c>YamuxSession.Receive.cs</c>, time in <c>YamuxSession.Time.cs</c>.</summary>
[SuppressMessage("Design", "CA1001", Justification = "the semaphore holds nothing: its wait handle is never asked for")]
internal sealed partial class YamuxSession
{
    public const string Protocol = "/yamux/1.0.0";

    private readonly Lock _lock = new();
    private readonly Dictionary<uint, YamuxStream> _streams = [];
    private readonly SecureChannel _channel;
    private readonly MemoryBudget _budget;
    private readonly TimeProvider _clock;
    private readonly IYamuxOwner _owner;
    private readonly SemaphoreSlim _unacknowledged;
    private readonly uint _localParity;
    private uint _nextId;
    private int _inbound;
    private bool _remoteGone;
    private string? _closed;

    public YamuxSession(SecureChannel channel, bool isDialer, YamuxOptions options, MemoryBudget budget, TimeProvider clock, IYamuxOwner owner)
    {
        _channel = channel;
        Options = options;
        _budget = budget;
        _clock = clock;
        _owner = owner;
        _onReceived = OnReceived;
        _unacknowledged = new SemaphoreSlim(options.MaxUnacknowledgedStreams, options.MaxUnacknowledgedStreams);
        _localParity = isDialer ? 1u : 0u;
        _nextId = isDialer ? 1u : 2u;
        _lastReceived = clock.GetTimestamp();
    }

    public YamuxOptions Options { get; }

    /// <summary>Streams open or being closed.</summary>
    public int StreamCount
    {
        get
        {
            lock (_lock) return _streams.Count;
        }
    }

    /// <summary>True while streams can be opened.</summary>
    public bool CanOpen => _closed is null && !_remoteGone;

    /// <summary>Why the session ended; null while it lives.</summary>
    public string? ClosedReason => _closed;

    internal long Now => _clock.GetTimestamp();

    internal bool IsBacklogged => _channel.IsBacklogged;

    /// <summary>Opens a stream. The peer hears of it with the first frame.</summary>
    /// <exception cref="StreamResetException">The connection is closed or closing.</exception>
    public async ValueTask<YamuxStream> OpenAsync(CancellationToken cancellationToken)
    {
        await _unacknowledged.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (CanOpen && _nextId < int.MaxValue)
            {
                YamuxStream stream = new(this, _nextId, isInbound: false, _budget);
                _nextId += 2;
                _streams.Add(stream.Id, stream);
                return stream;
            }
        }
        Acknowledged();
        throw new StreamResetException(_closed is { } reason ? $"connection closed: {reason}" : "the peer takes no more streams");
    }

    /// <summary>Says good-bye, gives what is queued a moment to leave, and ends the connection.</summary>
    public async ValueTask CloseAsync(string reason, TimeSpan patience, GoAwayCode code = GoAwayCode.Normal)
    {
        if (_closed is null && TryEnqueue(new YamuxHeader(FrameType.GoAway, FrameFlags.None, 0, (uint)code), out bool flush))
        {
            if (flush) _channel.Flush();
            Task idle = _channel.WaitIdleAsync();
            if (!idle.IsCompleted)
            {
                try
                {
                    await idle.WaitAsync(patience, _clock).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    // It does not read: then it will not read the good-bye either.
                }
            }
        }
        Fail(reason);
    }

    /// <summary>Ends the session and the connection at once; every stream is reset.</summary>
    public void Fail(string reason)
    {
        YamuxStream[] streams;
        lock (_lock)
        {
            if (_closed is not null) return;
            _closed = reason;
            streams = [.. _streams.Values];
        }
        _channel.Dispose();
        foreach (YamuxStream stream in streams) stream.End($"connection closed: {reason}", tellPeer: false);
        _owner.OnClosed(reason);
    }

    /// <summary>Queues a frame without a body; false once the connection is closed.</summary>
    internal bool TryEnqueue(in YamuxHeader header, out bool mustFlush) => TryEnqueue(header, default, canWait: false, out mustFlush) == EnqueueStatus.Queued;

    internal EnqueueStatus TryEnqueue(in YamuxHeader header, ReadOnlySpan<byte> body, bool canWait, out bool mustFlush)
    {
        Span<byte> head = stackalloc byte[YamuxHeader.Bytes];
        header.Write(head);
        return _channel.TryEnqueue(head, body, canWait, out mustFlush);
    }

    internal void Flush() => _channel.Flush();

    internal Task WaitDrainAsync(CancellationToken cancellationToken) => _channel.WaitDrainAsync().WaitAsync(cancellationToken);

    internal void Acknowledged() => _unacknowledged.Release();

    internal void Accept(YamuxStream stream) => _owner.OnStream(stream);

    internal void Remove(YamuxStream stream)
    {
        lock (_lock)
        {
            if (_streams.Remove(stream.Id) && stream.IsInbound) _inbound--;
        }
    }
}
