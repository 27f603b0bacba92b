using System.Threading.Channels;
using Xe.Libp2p.Observability;

namespace Xe.Libp2p.Pubsub;

/// <summary>Membership in a topic; ends when disposed.</summary>
public sealed class GossipTopic : IDisposable
{
    private readonly GossipSub _router;
    private readonly Channel<PubsubMessage>? _messages;
    private int _validating;

    internal GossipTopic(GossipSub router, string name, TopicOptions options)
    {
        _router = router;
        Name = name;
        Options = options;
        if (options.SubscriptionQueueLength > 0)
            _messages = Channel.CreateBounded<PubsubMessage>(options.SubscriptionQueueLength);
    }

    /// <summary>The topic's name.</summary>
    public string Name { get; }

    /// <summary>Accepted messages, own ones included; completes when the topic is left.</summary>
    /// <exception cref="InvalidOperationException">The topic was joined to relay only.</exception>
    public ChannelReader<PubsubMessage> Messages =>
        _messages?.Reader ?? throw new InvalidOperationException($"topic {Name} was joined to relay only");

    /// <summary>Messages dropped because <see cref="Messages"/> was not read fast enough.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    private long _dropped;

    /// <summary>The mesh as of now.</summary>
    public IReadOnlyList<PeerId> Mesh => _router.Mesh(Name);

    /// <summary>Connected peers subscribed to the topic.</summary>
    public IReadOnlyList<PeerId> Subscribers => _router.Subscribers(Name);

    internal TopicOptions Options { get; }

    /// <summary>Signs and validates a message, sends it to the topic and delivers it locally.</summary>
    public ValueTask<PublishResult> PublishAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        _router.PublishAsync(Name, data, cancellationToken);

    /// <summary>Leaves the topic: mesh peers are pruned, everybody is told.</summary>
    public void Dispose() => _router.Leave(this);

    internal void Deliver(PubsubMessage message)
    {
        if (_messages is null || _messages.Writer.TryWrite(message)) return;
        Interlocked.Increment(ref _dropped);
        Libp2pMetrics.PubsubDropped.Add(1, new KeyValuePair<string, object?>("queue", "subscription"));
    }

    internal void Complete() => _messages?.Writer.TryComplete();

    internal bool TryStartValidation()
    {
        if (Interlocked.Increment(ref _validating) <= Options.MaxConcurrentValidations) return true;
        Interlocked.Decrement(ref _validating);
        return false;
    }

    internal void EndValidation() => Interlocked.Decrement(ref _validating);
}
