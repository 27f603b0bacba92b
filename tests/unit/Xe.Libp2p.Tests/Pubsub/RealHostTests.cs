using System.Text;
using Xe.Libp2p.Host;
using Xe.Libp2p.Pubsub;
using Xe.Libp2p.Tests.Fakes;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Tests.Pubsub;

/// <summary>Gossip over whole hosts: Noise, yamux and identify on the in-memory transport, heartbeats by the clock.</summary>
public sealed class RealHostTests
{
    private static readonly GossipSubOptions Options = new()
    {
        HeartbeatInterval = TimeSpan.FromMilliseconds(200),
        PruneBackoff = TimeSpan.FromSeconds(2),
        ValidationWorkers = 1,
    };

    [Fact]
    public async Task Fifty_hosts_settle_hear_and_heal()
    {
        MemoryNetwork memory = new();
        Random random = new(7);
        List<Node> nodes = [];
        for (int i = 0; i < 50; i++) nodes.Add(await Node.StartAsync(memory));
        foreach (Node node in nodes)
        {
            for (int i = 0; i < 12; i++)
            {
                Node other = nodes[random.Next(nodes.Count)];
                if (other != node) await node.Host.ConnectAsync(other.Host.LocalPeer, other.Host.ListenAddresses);
            }
        }
        await Settled(nodes);
        await AllHear(nodes, nodes[0], "first");

        List<Node> dead = [.. nodes.OrderBy(_ => random.Next()).Take(17)];
        foreach (Node node in dead) await node.DisposeAsync();
        nodes.RemoveAll(dead.Contains);

        await Settled(nodes);
        await AllHear(nodes, nodes[^1], "second");
        foreach (Node node in nodes)
        {
            Assert.DoesNotContain(node.Topic.Mesh, peer => dead.Exists(gone => gone.Host.LocalPeer == peer));
            Assert.All(node.Router.Scores(), score => Assert.True(score.Score >= 0, score.ToString()));
            await node.DisposeAsync();
        }
    }

    private static async Task Settled(List<Node> nodes) => await Wait.Until(
        () => nodes.TrueForAll(node => node.Topic.Mesh.Count is >= 5 and <= 12), () => "mesh degrees in [D_lo, D_hi]; degree/subscribers/connected: "
            + string.Join(' ', nodes.Select(node => $"{node.Topic.Mesh.Count}/{node.Topic.Subscribers.Count}/{node.Host.ConnectedPeers.Count}")));

    private static async Task AllHear(List<Node> nodes, Node from, string text)
    {
        Assert.Equal(PublishResult.Published, await from.Topic.PublishAsync(Encoding.UTF8.GetBytes(text)));
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(20));
        foreach (Node node in nodes)
        {
            PubsubMessage message = await node.Topic.Messages.ReadAsync(timeout.Token);
            Assert.Equal(text, Encoding.UTF8.GetString(message.Data.Span));
            Assert.Equal(from.Host.LocalPeer, message.From);
        }
    }

    private sealed class Node : IAsyncDisposable
    {
        private Node(MemoryNetwork memory)
        {
            Host = new Libp2pHost(new HostOptions { Identity = IdentityKey.Generate(), Memory = memory, ListenAddresses = [Multiaddr.FromMemory(0)] });
            Router = new GossipSub(Host, Options);
            Router.Start();
            Topic = Router.Join("t");
        }

        public Libp2pHost Host { get; }

        public GossipSub Router { get; }

        public GossipTopic Topic { get; }

        public static async Task<Node> StartAsync(MemoryNetwork memory)
        {
            Node node = new(memory);
            await node.Host.StartAsync();
            return node;
        }

        public async ValueTask DisposeAsync()
        {
            await Router.DisposeAsync();
            await Host.DisposeAsync();
        }
    }
}
