using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xe.Libp2p.Noise;

/// <summary>The sending half.</summary>
internal sealed partial class SecureChannel
{
    /// <summary>Queued bytes above which data writers are asked to wait.</summary>
    private const int HighWaterBytes = 192 * 1024;

    /// <summary>Queued bytes above which the connection is given up: only answers to a peer that floods and does not read get here.</summary>
    private const int MaxQueuedBytes = 2 * 1024 * 1024;

    private const int InitialQueueBytes = 1024;

    /// <summary>Rounds one thread empties the queue for others before it hands that on.</summary>
    private const int MaxRounds = 32;

    private readonly Lock _sendLock = new();
    private readonly Action _onSent;
    private byte[] _queue = [];
    private int _queued;
    private byte[] _sealed = [];
    private bool _flushing;
    private bool _sendFailed;
    private ValueTaskAwaiter _sending;
    private long _sendStarted;
    private TaskCompletionSource? _drained;
    private TaskCompletionSource? _idle;

    /// <summary>True while data writers should wait on <see cref="WaitDrainAsync"/>.</summary>
    public bool IsBacklogged => Volatile.Read(ref _queued) > HighWaterBytes;

    /// <summary>Bytes sent so far, before encryption.</summary>
    public long BytesSent { get; private set; }

    /// <summary>When the send in progress began (clock timestamp); 0 = none. A peer that stops reading shows here.</summary>
    public long SendStarted => Volatile.Read(ref _sendStarted);

    /// <summary>Appends one frame. Where <paramref name="mustFlush"/> comes back true, the caller has to call <see cref="Flush"/>
    /// once it holds no lock.</summary>
    /// <param name="head">First part of the frame.</param>
    /// <param name="body">Second part of the frame.</param>
    /// <param name="canWait">The frame is data: it is not taken while the queue is above its high water.</param>
    /// <param name="mustFlush">The caller owes a flush.</param>
    public EnqueueStatus TryEnqueue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, bool canWait, out bool mustFlush)
    {
        mustFlush = false;
        lock (_sendLock)
        {
            if (_sendFailed) return EnqueueStatus.Closed;
            if (canWait && _queued > HighWaterBytes) return EnqueueStatus.Full;
            int needed = _queued + head.Length + body.Length;
            if (needed > MaxQueuedBytes)
            {
                _sendFailed = true;
                _transport.Dispose(); // the receiving loop notices and reports
                return EnqueueStatus.Closed;
            }
            if (_queue.Length < needed) Grow(needed);
            head.CopyTo(_queue.AsSpan(_queued));
            body.CopyTo(_queue.AsSpan(_queued + head.Length));
            _queued = needed;
            mustFlush = !_flushing;
            _flushing = true;
            return EnqueueStatus.Queued;
        }
    }

    /// <summary>Sends what is queued, on this thread as long as the transport takes it at once.</summary>
    [SuppressMessage("Reliability", "CA2012", Justification = "the one awaiter is consumed once, here or in OnSent")]
    public void Flush()
    {
        for (int round = 0; ; round++)
        {
            if (round == MaxRounds)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static channel => channel.Flush(), this, preferLocal: false);
                return;
            }
            if (!TryTake(out byte[] text, out int length)) return;
            ValueTaskAwaiter sending;
            try
            {
                int count = SealedBytes(length);
                if (_sealed.Length < count)
                {
                    if (_sealed.Length > 0) ArrayPool<byte>.Shared.Return(_sealed);
                    _sealed = ArrayPool<byte>.Shared.Rent(count);
                }
                Seal(text.AsSpan(0, length), _sealed);
                ArrayPool<byte>.Shared.Return(text);
                BytesSent += length;
                Volatile.Write(ref _sendStarted, _clock.GetTimestamp());
                sending = _transport.SendAsync(_sealed.AsMemory(0, count)).GetAwaiter();
                if (!sending.IsCompleted)
                {
                    _sending = sending;
                    sending.UnsafeOnCompleted(_onSent);
                    return;
                }
                sending.GetResult();
                Volatile.Write(ref _sendStarted, 0);
            }
            catch (Exception e) when (IsConnectionFailure(e))
            {
                EndSend();
                return;
            }
        }
    }

    /// <summary>Completes when the queue was taken for sending, or sending failed.</summary>
    public Task WaitDrainAsync()
    {
        lock (_sendLock)
        {
            if (_sendFailed || _queued <= HighWaterBytes) return Task.CompletedTask;
            return (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Completes when everything queued was handed to the transport, or sending failed.</summary>
    public Task WaitIdleAsync()
    {
        lock (_sendLock)
        {
            if (_sendFailed || !_flushing) return Task.CompletedTask;
            return (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    void Transport.IMessageChannel.Write(ReadOnlySpan<byte> data)
    {
        // Negotiation is one reader and writer: the flush it owes is paid by FlushAsync.
        TryEnqueue(data, default, canWait: false, out bool mustFlush);
        _negotiationOwesFlush |= mustFlush;
    }

    ValueTask Transport.IMessageChannel.FlushAsync(CancellationToken cancellationToken)
    {
        if (_negotiationOwesFlush) Flush();
        _negotiationOwesFlush = false;
        return default;
    }

    private bool _negotiationOwesFlush;

    private bool TryTake(out byte[] text, out int length)
    {
        TaskCompletionSource? drained;
        TaskCompletionSource? idle = null;
        lock (_sendLock)
        {
            (text, length) = (_queue, _queued);
            (_queue, _queued) = ([], 0);
            drained = _drained;
            _drained = null;
            if (length == 0 || _sendFailed)
            {
                if (text.Length > 0) ArrayPool<byte>.Shared.Return(text);
                if (_sealed.Length > 0) ArrayPool<byte>.Shared.Return(_sealed);
                _sealed = [];
                _flushing = false;
                if (_sendFailed) _sendCipher.Dispose();
                idle = _idle;
                _idle = null;
                length = 0;
            }
        }
        drained?.TrySetResult();
        idle?.TrySetResult();
        return length > 0;
    }

    private void OnSent()
    {
        try
        {
            _sending.GetResult();
            Volatile.Write(ref _sendStarted, 0);
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            EndSend();
            return;
        }
        Flush();
    }

    // The one who flushes ends it: no operation uses the buffers any more.
    private void EndSend()
    {
        FailSend();
        TryTake(out _, out _);
        _transport.Dispose(); // the receiving loop notices and reports
    }

    private void FailSend()
    {
        TaskCompletionSource? drained;
        TaskCompletionSource? idle;
        lock (_sendLock)
        {
            _sendFailed = true;
            if (!_flushing) _sendCipher.Dispose(); // else whoever flushes does it
            (drained, idle) = (_drained, _idle);
            (_drained, _idle) = (null, null);
        }
        drained?.TrySetResult();
        idle?.TrySetResult();
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, InitialQueueBytes), 2 * _queued));
        _queue.AsSpan(0, _queued).CopyTo(larger);
        if (_queue.Length > 0) ArrayPool<byte>.Shared.Return(_queue);
        _queue = larger;
    }

    private static bool IsConnectionFailure(Exception e) =>
        e is IOException or ObjectDisposedException or System.Net.Sockets.SocketException or OperationCanceledException or InvalidOperationException;
}
