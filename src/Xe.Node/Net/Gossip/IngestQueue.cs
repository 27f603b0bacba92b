using System.Threading.Channels;

namespace Xe.Node.Net.Gossip;

/// <summary>A bounded queue between a topic and its one worker (spec 14 §4.2).</summary>
internal sealed class IngestQueue<T>(int capacity)
{
    private readonly Channel<T> _channel = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private long _dropped;

    /// <summary>Items dropped because the queue was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Items waiting.</summary>
    public int Count => _channel.Reader.Count;

    public ChannelReader<T> Reader => _channel.Reader;

    /// <summary>Adds an item, or drops and counts it. False where it was dropped.</summary>
    public bool TryAdd(T item)
    {
        if (_channel.Writer.TryWrite(item))
            return true;
        Interlocked.Increment(ref _dropped);
        return false;
    }

    /// <summary>Adds an item, waiting for room: what comes from whoever waits is read more slowly then.</summary>
    public ValueTask AddAsync(T item, CancellationToken cancellationToken) => _channel.Writer.WriteAsync(item, cancellationToken);
}
