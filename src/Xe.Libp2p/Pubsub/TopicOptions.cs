namespace Xe.Libp2p.Pubsub;

/// <summary>How a topic is taken part in.</summary>
public sealed record TopicOptions
{
    /// <summary>Decides what happens to a message; null = accept all. Runs on the router's workers after the signature was
    /// checked, for own messages before they are sent. A failure counts as <see cref="ValidationResult.Ignore"/>.</summary>
    public Func<PubsubMessage, CancellationToken, ValueTask<ValidationResult>>? Validator { get; init; }

    /// <summary>Validations under way at once; more are dropped, not penalised. Default 1024.</summary>
    public int MaxConcurrentValidations { get; init; } = 1024;

    /// <summary>The id of a message; must depend on nothing but the message. Null = author ‖ sequence number, or SHA-256 of
    /// the payload under <see cref="SignaturePolicy.StrictNoSign"/>.</summary>
    public Func<PubsubMessage, byte[]>? MessageId { get; init; }

    /// <summary>Accepted messages waiting to be read from <see cref="GossipTopic.Messages"/>; more are dropped and counted,
    /// after having been forwarded. 0 = nobody reads: relay only. Default 32.</summary>
    public int SubscriptionQueueLength { get; init; } = 32;

    /// <summary>Scoring of peers on this topic; null = the topic does not count.</summary>
    public TopicScoreOptions? Scoring { get; init; }
}
