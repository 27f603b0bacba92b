using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.AccountDirectory;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Leases;
using Xe.Core.Leases.Market;
using Xe.Core.Records;
using Xe.Core.StateChain;
using Xe.Core.Storage;
using Xe.Libp2p.Pubsub;
using Xe.Node.AccountDirectory;
using Xe.Node.Net.Pulls;
using Xe.Node.Net.StateSync;

namespace Xe.Node.Net.Gossip;

/// <summary>The six topics: validators, receive queues with their overflow rules, one worker each, and publishing
/// (spec 06 §7, 14 §4.2). A message is decoded once: what its validator read goes on to the worker.</summary>
internal sealed class GossipService
{
    private const int BlockQueue = 256;
    private const int VoteQueue = 1024;
    private const int MaxTogether = 64;
    private const int RecordQueue = 256;
    private const int StateQueue = 16;
    private const int CertificateQueue = 64;

    // Own messages waiting to be sent. A lost block comes back by sync, a lost vote is repeated by the elections.
    private const int PublishBlockQueue = 8192;
    private const int PublishVoteQueue = 65_536;

    private readonly GossipSub _router;
    private readonly GossipParts _parts;
    private readonly BlockTopic _blockTopic;
    private readonly RecordTopics _recordTopics;
    private readonly VoteFilter _voteFilter;
    private readonly ILogger _log;
    private readonly IngestQueue<Block> _blocks = new(BlockQueue);
    private readonly IngestQueue<Vote> _votes = new(VoteQueue);
    private readonly IngestQueue<StateBlock> _stateBlocks = new(StateQueue);
    private readonly IngestQueue<DirectoryRegistration> _registrations = new(RecordQueue);
    private readonly IngestQueue<PerformanceCertificate> _certificates = new(CertificateQueue);
    private readonly IngestQueue<MarketplaceMessage> _market = new(RecordQueue);
    private readonly IngestQueue<Block> _publishBlocks = new(PublishBlockQueue);
    private readonly IngestQueue<Vote> _publishVotes = new(PublishVoteQueue);
    private readonly IngestQueue<(string Topic, ReadOnlyMemory<byte> Data)> _publishRecords = new(RecordQueue);

    public GossipService(GossipSub router, GossipParts parts, ILogger log)
    {
        (_router, _parts, _log) = (router, parts, log);
        _blockTopic = new BlockTopic(parts.Decoder);
        _recordTopics = new RecordTopics(parts.Decoder.NetworkId);
        _voteFilter = new VoteFilter(parts.Clock);
    }

    /// <summary>Blocks shed from the full receive queue.</summary>
    public long DroppedBlocks => _blocks.Dropped;

    /// <summary>Non-final votes shed from the full receive queue, and own votes that could not be queued for sending.</summary>
    public long DroppedVotes => _votes.Dropped + _publishVotes.Dropped;

    /// <summary>A verified marketplace message, own ones included (spec 07 §6). Handlers only enqueue.</summary>
    public event Action<MarketplaceMessage>? MarketplaceReceived;

    /// <summary>Joins all topics. Before the host listens, so that the first subscription list names them all.</summary>
    public void Join()
    {
        Join(TopicNames.Blocks, GossipSettings.BlockWeight, ValidateBlock);
        Join(TopicNames.Votes, GossipSettings.VoteWeight, ValidateVoteAsync, maxValidations: 8192);
        Join(TopicNames.StateChain, GossipSettings.StateChainWeight, ValidateStateBlock);
        Join(TopicNames.Directory, GossipSettings.RecordWeight, ValidateRegistration);
        Join(TopicNames.Certificates, GossipSettings.RecordWeight, ValidateCertificate);
        Join(TopicNames.Marketplace, GossipSettings.RecordWeight, ValidateMarketplace);
    }

    /// <summary>The workers, each to be run once.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, Task> Run)> Workers =>
    [
        ("gossip blocks", token => WorkTogetherAsync(_blocks, _parts.TakeBlocks, token)),
        ("gossip votes", token => WorkAsync(_votes, vote => _parts.Metrics.VoteIngested(_parts.Elections.Receive(vote) is null), token)),
        ("gossip state chain", token => WorkAsync(_stateBlocks, TakeStateBlock, token)),
        ("gossip directory", token => WorkAsync(_registrations, TakeRegistration, token)),
        ("gossip certificates", token => WorkAsync(_certificates, certificate => _parts.Certificates.Take(certificate), token)),
        ("gossip marketplace", token => WorkAsync(_market, message => MarketplaceReceived?.Invoke(message), token)),
        ("publish blocks", token => PublishAsync(_publishBlocks, TopicNames.Blocks, BlockMessage.ToBytes, token)),
        ("publish votes", token => PublishAsync(_publishVotes, TopicNames.Votes, vote => VoteJson.ToMessage(vote), token)),
        ("publish records", PublishRecordsAsync),
    ];

    /// <summary>Spreads a block; only enqueues.</summary>
    public void Publish(Block block) => _publishBlocks.TryAdd(block);

    /// <summary>Spreads an own vote; only enqueues.</summary>
    public void Publish(Vote vote) => _publishVotes.TryAdd(vote);

    /// <summary>Spreads a state-chain block; only enqueues.</summary>
    public void Publish(StateBlock block) => _publishRecords.TryAdd((TopicNames.StateChain, StateBlockJson.ToMessage(block)));

    /// <summary>Spreads a registration; only enqueues.</summary>
    public void Publish(DirectoryRegistration registration) =>
        _publishRecords.TryAdd((TopicNames.Directory, RegistrationJson.ToBytes(registration)));

    /// <summary>Spreads a certificate; only enqueues.</summary>
    public void Publish(PerformanceCertificate certificate) =>
        _publishRecords.TryAdd((TopicNames.Certificates, CertificateJson.ToBytes(certificate)));

    /// <summary>Spreads a marketplace message; only enqueues.</summary>
    public void Publish(MarketplaceMessage message) => _publishRecords.TryAdd((TopicNames.Marketplace, MarketplaceJson.ToBytes(message)));

    private void Join(string topic, double weight, Func<PubsubMessage, ValidationResult> validate) =>
        Join(topic, weight, (message, _) => ValueTask.FromResult(validate(message)), maxValidations: 1024);

    private void Join(
        string topic, double weight, Func<PubsubMessage, CancellationToken, ValueTask<ValidationResult>> validate, int maxValidations) =>
        _router.Join(topic, new TopicOptions
        {
            Validator = validate,
            MaxConcurrentValidations = maxValidations,
            SubscriptionQueueLength = 0,
            Scoring = GossipSettings.Topic(weight),
        });

    private bool IsOwn(PubsubMessage message) => message.ReceivedFrom == _parts.LocalPeer;

    private ValidationResult ValidateBlock(PubsubMessage message)
    {
        // Own blocks come from the own ledger, which checked more than this.
        if (IsOwn(message))
            return ValidationResult.Accept;
        ValidationResult verdict = _blockTopic.Validate(message.Data.Span, out Block? block);
        if (verdict == ValidationResult.Accept && block is not null)
            Offer(_blocks, block, TopicNames.Blocks);
        return verdict;
    }

    private async ValueTask<ValidationResult> ValidateVoteAsync(PubsubMessage message, CancellationToken cancellationToken)
    {
        if (IsOwn(message))
            return ValidationResult.Accept;
        ValidationResult verdict = VoteTopic.Validate(message.Data.Span, out Vote? vote);
        if (verdict != ValidationResult.Accept || vote is null || !_voteFilter.IsNew(vote))
            return verdict;
        // A quorum may depend on each final vote: they wait, and whoever sends them is read more slowly.
        if (vote.IsFinal)
            await _votes.AddAsync(vote, cancellationToken).ConfigureAwait(false);
        else
            Offer(_votes, vote, TopicNames.Votes);
        return verdict;
    }

    private ValidationResult ValidateStateBlock(PubsubMessage message)
    {
        ValidationResult verdict = RecordTopics.ValidateStateBlock(message.Data.Span, out StateBlock? block);
        if (verdict == ValidationResult.Accept && !IsOwn(message))
            Offer(_stateBlocks, block!, TopicNames.StateChain);
        return verdict;
    }

    private ValidationResult ValidateRegistration(PubsubMessage message)
    {
        ValidationResult verdict = _recordTopics.ValidateRegistration(message.Data.Span, out DirectoryRegistration? registration);
        if (verdict == ValidationResult.Accept && !IsOwn(message))
            Offer(_registrations, registration!, TopicNames.Directory);
        return verdict;
    }

    private ValidationResult ValidateCertificate(PubsubMessage message)
    {
        ValidationResult verdict = _recordTopics.ValidateCertificate(message.Data.Span, out PerformanceCertificate? certificate);
        if (verdict == ValidationResult.Accept && !IsOwn(message))
            Offer(_certificates, certificate!, TopicNames.Certificates);
        return verdict;
    }

    private ValidationResult ValidateMarketplace(PubsubMessage message)
    {
        ValidationResult verdict = _recordTopics.ValidateMarketplace(message.Data.Span, out MarketplaceMessage? received);
        if (verdict == ValidationResult.Accept)
            Offer(_market, received!, TopicNames.Marketplace);
        return verdict;
    }

    private void Offer<T>(IngestQueue<T> queue, T item, string topic)
    {
        // One line for the first and for every thousandth after it.
        if (!queue.TryAdd(item) && queue.Dropped % 1000 == 1)
            NetLog.QueueFull(_log, topic, queue.Dropped);
    }

    private void TakeStateBlock(StateBlock block)
    {
        StateApplyOutcome outcome = _parts.StateChain.Apply(block);
        if (outcome.IsSignedFork)
            NetLog.StateForked(_log, block.Index);
        if (outcome.Kind == StateApplyKind.Gap)
            _parts.StateGap();
        else if (outcome.Rejection is { } rejection)
            NetLog.GossipRefused(_log, TopicNames.StateChain, rejection.Text);
    }

    private void TakeRegistration(DirectoryRegistration registration)
    {
        if (_parts.Directory.RegisterVerified(registration) is { } rejection)
            NetLog.GossipRefused(_log, TopicNames.Directory, rejection.Text);
    }

    private static async Task WorkAsync<T>(IngestQueue<T> queue, Action<T> take, CancellationToken cancellationToken)
    {
        await foreach (T item in queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            take(item);
    }

    // Whatever waits is taken together; a lone item waits for nobody.
    private static async Task WorkTogetherAsync<T>(IngestQueue<T> queue, Action<IReadOnlyList<T>> take, CancellationToken cancellationToken)
    {
        List<T> together = new(MaxTogether);
        while (await queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            together.Clear();
            while (together.Count < MaxTogether && queue.Reader.TryRead(out T? item))
                together.Add(item);
            take(together);
        }
    }

    private async Task PublishAsync<T>(IngestQueue<T> queue, string topic, Func<T, ReadOnlyMemory<byte>> encode, CancellationToken cancellationToken)
    {
        await foreach (T item in queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            await PublishAsync(topic, encode(item), cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishRecordsAsync(CancellationToken cancellationToken)
    {
        await foreach ((string topic, ReadOnlyMemory<byte> data) in _publishRecords.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            await PublishAsync(topic, data, cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishAsync(string topic, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        PublishResult result = await _router.PublishAsync(topic, data, cancellationToken).ConfigureAwait(false);
        if (result != PublishResult.Published)
            NetLog.PublishFailed(_log, topic, result.ToString());
    }
}
