using System.Threading.Channels;

namespace Xe.Node.Events;

/// <summary>One subscriber's queue.</summary>
public sealed class EventSubscription : IDisposable
{
    /// <summary>Events waiting at most; the oldest are lost beyond that.</summary>
    public const int QueueLength = EventHub.Kept;

    private readonly EventHub _hub;
    private readonly Func<NodeEvent, bool> _filter;
    private readonly Channel<NodeEvent> _queue;
    private long _lost;

    internal EventSubscription(EventHub hub, Func<NodeEvent, bool> filter)
    {
        (_hub, _filter) = (hub, filter);
        _queue = Channel.CreateBounded<NodeEvent>(
            new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _lost));
    }

    /// <summary>The events, in order.</summary>
    public ChannelReader<NodeEvent> Events => _queue.Reader;

    /// <summary>Events lost since the last call, −1 for an unknown number before the first.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <inheritdoc />
    public void Dispose() => _hub.Remove(this);

    internal void MarkGap() => _lost = -1;

    internal void Offer(NodeEvent happened)
    {
        if (_filter(happened))
            _queue.Writer.TryWrite(happened);
    }
}
