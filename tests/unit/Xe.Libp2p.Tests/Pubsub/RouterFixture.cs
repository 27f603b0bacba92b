using Microsoft.Extensions.Time.Testing;
using Xe.Libp2p.Pubsub;
using Xe.Libp2p.Tests.Fakes;

namespace Xe.Libp2p.Tests.Pubsub;

/// <summary>One router under test in a world of raw peers, on a manual clock.</summary>
internal sealed class RouterFixture : IAsyncDisposable
{
    public static readonly TopicScoreOptions BlocksScoring = new()
    {
        TopicWeight = 0.5,
        TimeInMeshWeight = 0.02,
        TimeInMeshQuantum = TimeSpan.FromSeconds(12),
        TimeInMeshCap = 100,
        FirstMessageDeliveriesWeight = 0.5,
        FirstMessageDeliveriesDecay = 0.98623270,
        FirstMessageDeliveriesCap = 50,
        InvalidMessageDeliveriesWeight = -25,
        InvalidMessageDeliveriesDecay = 0.99538968,
    };

    public RouterFixture(GossipSubOptions? options = null, TopicOptions? topic = null, bool join = true)
    {
        Host = Network.AddHost();
        Router = new GossipSub(Host, (options ?? new GossipSubOptions()) with { ManualHeartbeat = true, Seed = 1, ValidationWorkers = 2 });
        if (join) Topic = Router.Join("t", (topic ?? new TopicOptions()) with { SubscriptionQueueLength = 4096, Scoring = BlocksScoring });
        Router.Start();
    }

    public FakeNetwork Network { get; } = new(new FakeTimeProvider());

    public FakeHost Host { get; }

    public GossipSub Router { get; }

    public GossipTopic? Topic { get; }

    public async Task<RawPeer> AddPeerAsync(string protocol = GossipProtocols.MeshSub12, bool dialledByTarget = false, bool subscribe = true)
    {
        RawPeer peer = new(Network, protocol);
        await peer.ConnectAsync(Host, dialledByTarget);
        if (subscribe)
        {
            await peer.SubscribeAsync("t");
            await Wait.Until(() => Router.Subscribers("t").Contains(peer.Id), "subscription");
        }
        await Wait.Until(() => Router.Peers.Contains(peer.Id) && (Topic is null || peer.Got("sub t")), "hello");
        return peer;
    }

    /// <summary>A raw peer in the mesh.</summary>
    public async Task<RawPeer> AddMeshPeerAsync(string protocol = GossipProtocols.MeshSub12)
    {
        RawPeer peer = await AddPeerAsync(protocol);
        await peer.GraftAsync("t");
        await Wait.Until(() => Router.Mesh("t").Contains(peer.Id), "graft");
        return peer;
    }

    public void Beat(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            Network.Manual.Advance(TimeSpan.FromSeconds(1));
            Router.Heartbeat();
        }
    }

    public double ScoreOf(RawPeer peer) => Router.Score(peer.Id).Score;

    public async Task<string> ReadAsync()
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(20));
        PubsubMessage message = await Topic!.Messages.ReadAsync(timeout.Token);
        return System.Text.Encoding.UTF8.GetString(message.Data.Span);
    }

    public ValueTask DisposeAsync() => Router.DisposeAsync();
}
