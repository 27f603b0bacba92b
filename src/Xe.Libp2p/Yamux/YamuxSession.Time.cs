namespace Xe.Libp2p.Yamux;

/// <summary>Pings, deadlines and what depends on the round trip.</summary>
internal sealed partial class YamuxSession
{
    /// <summary>A window is too small when it is used up within this many round trips.</summary>
    private const int GrowWithinRoundTrips = 4;

    private long _pingSent; // 0: none is out
    private uint _pingValue;
    private long _roundTrip; // in clock ticks; 0: not measured

    /// <summary>The last measured round trip; null before the first.</summary>
    public TimeSpan? RoundTrip => Volatile.Read(ref _roundTrip) is > 0 and var ticks ? _clock.GetElapsedTime(0, ticks) : null;

    internal void SetDeadline(YamuxStream stream, TimeSpan after, string reason)
    {
        stream.DeadlineReason = reason;
        stream.Deadline = Now + Ticks(after);
    }

    /// <summary>To be called about once a second.</summary>
    public void Tick()
    {
        long now = Now;
        long sending = _channel.SendStarted;
        if (sending != 0 && now - sending > Ticks(Options.SendTimeout))
        {
            Fail("the peer does not read");
            return;
        }
        if (_remoteGone && StreamCount == 0)
        {
            Fail("the peer went away");
            return;
        }
        long quiet = now - Volatile.Read(ref _lastReceived);
        long ping = Volatile.Read(ref _pingSent);
        if (ping != 0 && now - ping > Ticks(Options.PingTimeout) && quiet > Ticks(Options.PingTimeout))
        {
            Fail("the peer does not answer pings");
            return;
        }
        if (ping == 0 && quiet > Ticks(Options.KeepAlive)) SendPing();
        ResetOverdue(now);
    }

    internal bool ShouldGrow(long windowSince)
    {
        long roundTrip = Volatile.Read(ref _roundTrip);
        if (roundTrip == 0)
        {
            // The first window that is worth an update is the moment to find out.
            if (Volatile.Read(ref _pingSent) == 0) SendPing(flushLater: true);
            return false;
        }
        return windowSince != 0 && Now - windowSince < GrowWithinRoundTrips * roundTrip && _budget.IsRelaxed;
    }

    private void OnPing(in YamuxHeader header)
    {
        if ((header.Flags & FrameFlags.Syn) != 0)
        {
            Answer(new YamuxHeader(FrameType.Ping, FrameFlags.Ack, 0, header.Length));
            return;
        }
        long sent = Volatile.Read(ref _pingSent);
        if ((header.Flags & FrameFlags.Ack) == 0 || sent == 0 || header.Length != _pingValue) return;
        Volatile.Write(ref _roundTrip, Math.Max(1, Now - sent));
        Volatile.Write(ref _pingSent, 0);
    }

    private void SendPing(bool flushLater = false)
    {
        _pingValue++;
        Volatile.Write(ref _pingSent, Now);
        if (!TryEnqueue(new YamuxHeader(FrameType.Ping, FrameFlags.Syn, 0, _pingValue), out bool flush) || !flush) return;
        if (flushLater) ThreadPool.UnsafeQueueUserWorkItem(static session => session.Flush(), this, preferLocal: false);
        else Flush();
    }

    private void ResetOverdue(long now)
    {
        List<YamuxStream>? overdue = null;
        lock (_lock)
        {
            foreach (YamuxStream stream in _streams.Values)
                if (stream.Deadline != 0 && now > stream.Deadline) (overdue ??= []).Add(stream);
        }
        if (overdue is null) return;
        foreach (YamuxStream stream in overdue) stream.Reset(stream.DeadlineReason);
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);
}
