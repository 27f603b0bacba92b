using Xe.Libp2p.Observability;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub.Routing;

/// <summary>What waits to be sent to one peer. Subscriptions and GRAFT/PRUNE are merged per topic and therefore never lost;
/// gossip (IHAVE, IWANT, IDONTWANT) and messages are queued, and the newest is dropped and counted when a queue is full.
/// Sent in that order. Thread-safe; one reader.</summary>
internal sealed class Outbox(GossipSubOptions options)
{
    private const int WriteBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _subscriptions = [];
    private readonly Dictionary<string, ulong?> _meshChanges = [];
    private readonly Queue<ReadOnlyMemory<byte>> _gossip = [];
    private readonly Queue<ReadOnlyMemory<byte>> _messages = [];
    private int _messageBytes;
    private TaskCompletionSource? _waiter;

    /// <summary>Messages waiting.</summary>
    public int MessageCount
    {
        get
        {
            lock (_lock) return _messages.Count;
        }
    }

    public void Subscribe(string topic, bool subscribe)
    {
        lock (_lock) _subscriptions[topic] = subscribe;
        Wake();
    }

    public void Graft(string topic)
    {
        lock (_lock) _meshChanges[topic] = null;
        Wake();
    }

    /// <summary>A PRUNE with its back-off in seconds; 0 leaves it out.</summary>
    public void Prune(string topic, ulong backoffSeconds)
    {
        lock (_lock) _meshChanges[topic] = backoffSeconds;
        Wake();
    }

    /// <summary>Queues an IHAVE, IWANT or IDONTWANT frame; false where the queue is full.</summary>
    public bool TryAddGossip(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            if (_gossip.Count >= options.OutboundGossipLength)
            {
                Libp2pMetrics.PubsubDropped.Add(1, new KeyValuePair<string, object?>("queue", "gossip"));
                return false;
            }
            _gossip.Enqueue(frame);
        }
        Wake();
        return true;
    }

    /// <summary>Queues a message frame; false where the queue is full.</summary>
    public bool TryAddMessage(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            if (_messages.Count >= options.OutboundQueueLength || (_messages.Count > 0 && _messageBytes + frame.Length > options.OutboundQueueBytes))
            {
                Libp2pMetrics.PubsubDropped.Add(1, new KeyValuePair<string, object?>("queue", "message"));
                return false;
            }
            _messages.Enqueue(frame);
            _messageBytes += frame.Length;
        }
        Wake();
        return true;
    }

    /// <summary>Completes once there is something to send.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_subscriptions.Count + _meshChanges.Count + _gossip.Count + _messages.Count > 0) return ValueTask.CompletedTask;
            _waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_waiter.Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Takes what fits one write, at least one frame where there is any. Returns the frames written.</summary>
    public int Take(ProtoWriter target)
    {
        lock (_lock)
        {
            int frames = TakeSubscriptions(target) + TakeMeshChanges(target);
            while (_gossip.TryPeek(out ReadOnlyMemory<byte> frame) && Fits(target, frame))
            {
                target.WriteRaw(_gossip.Dequeue().Span);
                frames++;
            }
            while (_messages.TryPeek(out ReadOnlyMemory<byte> frame) && Fits(target, frame))
            {
                target.WriteRaw(_messages.Dequeue().Span);
                _messageBytes -= frame.Length;
                frames++;
            }
            return frames;
        }
    }

    private static bool Fits(ProtoWriter target, ReadOnlyMemory<byte> frame) => target.Length == 0 || target.Length + frame.Length <= WriteBytes;

    private int TakeSubscriptions(ProtoWriter target)
    {
        int frames = 0;
        while (_subscriptions.Count > 0)
        {
            (string, bool)[] batch = [.. _subscriptions.Take(options.MaxSubscriptionsPerRpc).Select(entry => (entry.Key, entry.Value))];
            RpcWriter.WriteSubscriptions(target, batch);
            foreach ((string topic, _) in batch) _subscriptions.Remove(topic);
            frames++;
        }
        return frames;
    }

    private int TakeMeshChanges(ProtoWriter target)
    {
        if (_meshChanges.Count == 0) return 0;
        int frames = 0;
        // A chunk of this many topics stays far below the shortest RPC limit in use.
        foreach (KeyValuePair<string, ulong?>[] batch in _meshChanges.Chunk(64))
        {
            RpcWriter.WriteMeshChanges(target, batch.Select(entry => (entry.Key, entry.Value)));
            frames++;
        }
        _meshChanges.Clear();
        return frames;
    }

    private void Wake()
    {
        TaskCompletionSource? waiter;
        lock (_lock) (waiter, _waiter) = (_waiter, null);
        waiter?.TrySetResult();
    }
}
