using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Xe.Libp2p.Host;
using Xe.Libp2p.Noise;

namespace Xe.Libp2p.Yamux;

/// <summary>The receiving loop. It never runs user code before the next receive is under way on its own, so whatever a reader does
/// with its bytes cannot hold up the connection. Readers are woken on this very thread, because the pool serves sockets before
/// anything else and would let them wait; but as long as one is being run, another thread is asked to run the rest.</summary>
internal sealed partial class YamuxSession
{
    /// <summary>Batches handled in a row before the thread is given back.</summary>
    private const int MaxBatches = 32;

    private readonly byte[] _head = new byte[YamuxHeader.Bytes];
    private readonly ConcurrentQueue<YamuxStream> _woken = new();
    private int _helperAsked;
    private readonly Action _onReceived;
    private ValueTaskAwaiter<int> _receiving;
    private int _headBytes;
    private uint _bodyLeft;
    private FrameFlags _bodyFlags;
    private YamuxStream? _bodyStream; // null: the body is skipped
    private bool _owesFlush;
    private long _lastReceived;

    /// <summary>Starts receiving; called once.</summary>
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(static session => session.Pump(), this, preferLocal: false);

    private void OnReceived()
    {
        if (TakeReceived()) Pump();
    }

    private bool TakeReceived()
    {
        string? failure = null;
        try
        {
            int count = _receiving.GetResult();
            if (count > 0)
            {
                _channel.Received(count);
                _lastReceived = Now;
                return true;
            }
            failure = "closed by the peer";
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            failure = e is System.Net.Sockets.SocketException socket ? $"connection lost: {socket.SocketErrorCode}" : "connection lost";
        }
        End(failure);
        return false;
    }

    [SuppressMessage("Reliability", "CA2012", Justification = "the one awaiter is consumed once, in TakeReceived")]
    private void Pump()
    {
        for (int batch = 0; ; batch++)
        {
            string? failure = Consume();
            if (_owesFlush)
            {
                _owesFlush = false;
                _channel.Flush();
            }
            if (failure is not null)
            {
                SayGoodBye(failure);
                End(failure);
                RunWoken();
                return;
            }
            if (batch == MaxBatches)
            {
                AskHelper();
                ThreadPool.UnsafeQueueUserWorkItem(static session => session.Pump(), this, preferLocal: false);
                return;
            }
            try
            {
                _receiving = _channel.ReceiveAsync().GetAwaiter();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or System.Net.Sockets.SocketException)
            {
                End("connection lost");
                RunWoken();
                return;
            }
            if (!_receiving.IsCompleted)
            {
                // From here on another thread may run this loop.
                _receiving.UnsafeOnCompleted(_onReceived);
                RunWoken();
                return;
            }
            AskHelper();
            if (!TakeReceived()) return;
        }
    }

    // Null, or why the session must end.
    private string? Consume()
    {
        while (true)
        {
            switch (_channel.TryReadFrame(out ReadOnlySpan<byte> text))
            {
                case SecureFrame.NeedMore: return null;
                case SecureFrame.Broken: return "a frame does not authenticate";
            }
            if (Parse(text) is { } failure) return failure;
        }
    }

    private string? Parse(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (_bodyLeft > 0)
            {
                int n = (int)Math.Min((uint)data.Length, _bodyLeft);
                _bodyLeft -= (uint)n;
                Deliver(data[..n]);
                data = data[n..];
                continue;
            }
            YamuxHeader header;
            if (_headBytes == 0 && data.Length >= YamuxHeader.Bytes)
            {
                if (!YamuxHeader.TryRead(data, out header)) return "unknown yamux frame";
                data = data[YamuxHeader.Bytes..];
            }
            else
            {
                int n = Math.Min(data.Length, YamuxHeader.Bytes - _headBytes);
                data[..n].CopyTo(_head.AsSpan(_headBytes));
                _headBytes += n;
                data = data[n..];
                if (_headBytes < YamuxHeader.Bytes) return null;
                _headBytes = 0;
                if (!YamuxHeader.TryRead(_head, out header)) return "unknown yamux frame";
            }
            if (OnFrame(header) is { } failure) return failure;
        }
        return null;
    }

    private string? OnFrame(in YamuxHeader header)
    {
        switch (header.Type)
        {
            case FrameType.Ping:
                OnPing(header);
                return null;
            case FrameType.GoAway:
                _remoteGone = true;
                return header.Length == (uint)GoAwayCode.Normal ? null : $"the peer went away with code {header.Length}";
        }
        if (header.StreamId == 0) return "stream 0 used for data";
        YamuxStream? stream = null;
        if ((header.Flags & FrameFlags.Syn) != 0)
        {
            if (TryAdmit(header, out stream) is { } failure) return failure;
        }
        else
        {
            lock (_lock) _streams.TryGetValue(header.StreamId, out stream);
        }
        if (stream is not null && (header.Flags & FrameFlags.Ack) != 0) stream.OnAcknowledged();
        if (header.Type == FrameType.Data)
        {
            if (stream is not null && !stream.TrySpendCredit(header.Length)) return "data beyond the window";
            (_bodyLeft, _bodyFlags, _bodyStream) = (header.Length, header.Flags, stream);
            if (_bodyLeft == 0) EndBody();
            return null;
        }
        if (stream is null) return null; // of a stream that is over
        // With a reset the length is an error code, not credit.
        if ((header.Flags & FrameFlags.Reset) == 0 && !stream.OnCredit(header.Length)) return "window overflow";
        Apply(stream, header.Flags);
        return null;
    }

    private string? TryAdmit(in YamuxHeader header, out YamuxStream? stream)
    {
        stream = null;
        if ((header.StreamId & 1) == _localParity) return "stream id of the wrong side";
        lock (_lock)
        {
            if (_streams.ContainsKey(header.StreamId)) return "stream opened twice";
            if (_closed is not null) return null;
            if (_inbound < Options.MaxInboundStreams)
            {
                stream = new YamuxStream(this, header.StreamId, isInbound: true, _budget);
                _streams.Add(stream.Id, stream);
                _inbound++;
            }
        }
        if (stream is null)
        {
            if (!Answer(new YamuxHeader(FrameType.WindowUpdate, FrameFlags.Reset, header.StreamId, 0))) return "answers are not read";
            _owner.OnStreamRefused(RefusalReason.StreamsPerConnection);
            return null;
        }
        _woken.Enqueue(stream);
        return null;
    }

    private void Deliver(ReadOnlySpan<byte> data)
    {
        if (_bodyStream is { } stream)
        {
            if (!stream.OnData(data, out bool wake, ref _owesFlush))
            {
                _bodyStream = null;
                stream.Reset("no memory for what was sent");
                _owner.OnStreamRefused(RefusalReason.Memory);
            }
            else if (wake)
            {
                _woken.Enqueue(stream);
            }
        }
        if (_bodyLeft == 0) EndBody();
    }

    private void EndBody()
    {
        YamuxStream? stream = _bodyStream;
        _bodyStream = null;
        if (stream is not null) Apply(stream, _bodyFlags);
    }

    private void Apply(YamuxStream stream, FrameFlags flags)
    {
        if ((flags & FrameFlags.Reset) != 0) stream.OnReset();
        else if ((flags & FrameFlags.Fin) != 0 && stream.OnFin()) _woken.Enqueue(stream);
    }

    private bool Answer(in YamuxHeader header)
    {
        bool queued = TryEnqueue(header, out bool flush);
        _owesFlush |= flush;
        return queued;
    }

    private void SayGoodBye(string failure)
    {
        if (failure.StartsWith("the peer went away", StringComparison.Ordinal)) return;
        if (TryEnqueue(new YamuxHeader(FrameType.GoAway, FrameFlags.None, 0, (uint)GoAwayCode.ProtocolError), out bool flush) && flush) _channel.Flush();
    }

    private void End(string reason)
    {
        _channel.EndReceive();
        Fail(reason);
    }

    private void RunWoken()
    {
        while (_woken.TryDequeue(out YamuxStream? stream))
        {
            AskHelper(); // this one may take its time
            stream.Execute();
        }
    }

    private void AskHelper()
    {
        if (_woken.IsEmpty || Interlocked.Exchange(ref _helperAsked, 1) != 0) return;
        ThreadPool.UnsafeQueueUserWorkItem(
            static session =>
            {
                Volatile.Write(ref session._helperAsked, 0);
                session.RunWoken();
            },
            this,
            preferLocal: false);
    }
}
