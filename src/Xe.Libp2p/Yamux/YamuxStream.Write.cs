using System.Runtime.CompilerServices;
using Xe.Libp2p.Host;
using Xe.Libp2p.Noise;

namespace Xe.Libp2p.Yamux;

/// <summary>The sending half.</summary>
internal sealed partial class YamuxStream
{
    /// <summary>Longest body of a data frame sent, in bytes: with its header it fills one Noise frame.</summary>
    private const int MaxBodyBytes = SecureChannel.MaxTextBytes - YamuxHeader.Bytes;

    private long _sendCredit = YamuxOptions.InitialWindowBytes;
    private Signal? _credit;

    /// <summary>Writes everything, waiting for credit and for the connection to keep up.</summary>
    /// <exception cref="StreamResetException">The stream or its connection ended.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, bool owesFlush, CancellationToken cancellationToken)
    {
        int sent;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            sent = SendSome(data.Span, canWait: true, ref owesFlush);
        }
        finally
        {
            if (owesFlush) _session.Flush();
        }
        return sent == data.Length && !_session.IsBacklogged ? default : WriteRestAsync(data[sent..], cancellationToken);
    }

    /// <summary>Queues the first bytes of a stream, for which there is always credit. True where the caller owes a flush.</summary>
    public bool EnqueueFirst(ReadOnlySpan<byte> data)
    {
        bool owesFlush = false;
        SendSome(data, canWait: false, ref owesFlush);
        return owesFlush;
    }

    /// <summary>Half-close: no more writes.</summary>
    public void CloseWrite(bool owesFlush)
    {
        bool forget;
        lock (_lock)
        {
            if (_localFin || _error is not null) forget = false;
            else
            {
                owesFlush |= SendFin();
                forget = _remoteFin;
            }
        }
        if (owesFlush) _session.Flush();
        if (forget) Forget();
    }

    internal bool OnCredit(uint delta)
    {
        lock (_lock)
        {
            if (_sendCredit + delta > uint.MaxValue) return false;
            _sendCredit += delta;
        }
        _credit?.Set();
        return true;
    }

    // As much as there is credit and room for, in frames of a good size.
    private int SendSome(ReadOnlySpan<byte> data, bool canWait, ref bool owesFlush)
    {
        int sent = 0;
        lock (_lock)
        {
            if (_error is not null) throw new StreamResetException(_error);
            if (_localFin) throw new InvalidOperationException("the write side is closed");
            while (sent < data.Length)
            {
                int n = (int)Math.Min(Math.Min(data.Length - sent, MaxBodyBytes), _sendCredit);
                if (n == 0) break;
                FrameFlags flags = _opened ? FrameFlags.None : OpeningFlag;
                EnqueueStatus status = _session.TryEnqueue(new YamuxHeader(FrameType.Data, flags, Id, (uint)n), data.Slice(sent, n), canWait, out bool flush);
                if (status == EnqueueStatus.Closed) throw new StreamResetException("connection closed");
                if (status == EnqueueStatus.Full) break;
                _opened = true;
                owesFlush |= flush;
                _sendCredit -= n;
                sent += n;
            }
        }
        return sent;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteRestAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_session.IsBacklogged) await _session.WaitDrainAsync(cancellationToken).ConfigureAwait(false);
            if (data.IsEmpty) return;
            bool owesFlush = false;
            int sent;
            try
            {
                sent = SendSome(data.Span, canWait: true, ref owesFlush);
            }
            finally
            {
                if (owesFlush) _session.Flush();
            }
            data = data[sent..];
            if (sent == 0 && !_session.IsBacklogged) await WaitCreditAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask WaitCreditAsync(CancellationToken cancellationToken)
    {
        Signal signal;
        lock (_lock)
        {
            _credit ??= new Signal();
            signal = _credit;
            if (_sendCredit > 0 || _error is not null) return default;
        }
        return signal.WaitAsync(cancellationToken);
    }
}
