using System.Security.Cryptography;
using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Libp2p.Pubsub;
using Xe.Node.Hosting;
using Xe.Node.Net;
using Xe.Node.Net.Gossip;
using Xe.Node.Net.Sync;
using Xe.Node.Tests.Net.Fakes;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Net;

/// <summary>One peer with the real stack floods a node of a network of three.</summary>
public sealed class FloodTests
{
    private const int Messages = 600;
    private const double Graylist = -400;

    [Fact]
    public async Task Invalid_blocks_cost_a_peer_its_voice_and_honest_blocks_become_final()
    {
        await using Cluster cluster = await Cluster.StartAsync(3);
        await using Attacker attacker = await Attacker.ConnectAsync(cluster.Nodes[0]);
        for (int i = 0; i < Messages; i++)
            await attacker.PublishAsync(TopicNames.Blocks, "{\"block\":{\"hash\":\"x\"}}");
        await Eventually.HoldsAsync(() => ScoreOf(cluster.Nodes[0], attacker.Id) < Graylist);
        await HonestTransferAsync(cluster);
        Assert.Equal(0, cluster.Nodes[0].Network.DroppedBlocks);
        // The neighbours never saw any of it.
        Assert.All(cluster.Nodes, node => Assert.All(
            ((NetworkServices)node.Network).Scores.Where(score => score.Peer != attacker.Id), score => Assert.True(score.Score > Graylist)));
    }

    [Fact]
    public async Task Forged_votes_cost_a_peer_its_voice()
    {
        await using Cluster cluster = await Cluster.StartAsync(3);
        await using Attacker attacker = await Attacker.ConnectAsync(cluster.Nodes[0]);
        using AccountKey victim = cluster.Key("node-1");
        for (int i = 0; i < Messages; i++)
        {
            Vote forged = new()
            {
                RepKey = victim.PublicKey,
                BlockHash = new Hash256(RandomNumberGenerator.GetBytes(32)),
                Position = new Position(cluster.Treasury.Address, new Hash256(RandomNumberGenerator.GetBytes(32))),
                Timestamp = TimeProvider.System.UnixNow(),
                IsFinal = true,
                Signature = RandomNumberGenerator.GetBytes(64),
            };
            await attacker.PublishAsync(TopicNames.Votes, Encoding.UTF8.GetString(VoteJson.ToMessage(forged)));
        }
        await Eventually.HoldsAsync(() => ScoreOf(cluster.Nodes[0], attacker.Id) < Graylist);
        Assert.Empty(cluster.Nodes[0].Core.Ledger.State.Votes.All);
        await HonestTransferAsync(cluster);
    }

    [Fact]
    public async Task Blocks_without_parents_are_forgotten_and_hold_nothing_up()
    {
        await using Cluster cluster = await Cluster.StartAsync(3);
        await using Attacker attacker = await Attacker.ConnectAsync(cluster.Nodes[0]);
        using AccountKey key = AccountKey.Generate();
        BlockSigner signer = new(cluster.Genesis.NetworkId, cluster.Genesis.Rules);
        BlockBuilder builder = new(TimeProvider.System);
        for (int i = 0; i < Messages; i++)
        {
            ChainTip nowhere = new(key.Address, new Hash256(RandomNumberGenerator.GetBytes(32)), 1_000_000, 0, 0);
            Assert.True(signer.TryComplete(builder.Send(nowhere, Asset.Xe, cluster.Treasury.Address, 1), key, out Block? block, out _, CancellationToken.None));
            await attacker.PublishAsync(TopicNames.Blocks, Encoding.UTF8.GetString(BlockMessage.ToBytes(block).Span));
        }
        await HonestTransferAsync(cluster);
        Assert.All(cluster.Nodes, node => Assert.Null(node.Core.Ledger.State.GetAccount(key.Address)));
    }

    [Fact]
    public async Task Requests_beyond_the_limits_are_cut_off_and_the_node_serves_others()
    {
        await using Cluster cluster = await Cluster.StartAsync(3);
        await using Attacker attacker = await Attacker.ConnectAsync(cluster.Nodes[0]);
        int answered = 0, refused = 0;
        ReadOnlyMemory<byte> request = FrontierRequestJson.ToLine(new FrontierRequest(new Dictionary<Address, Hash256>(), 64));
        for (int i = 0; i < 100; i++)
            _ = await attacker.AskAsync("/xe/sync/1.0.0", request) ? answered++ : refused++;
        Assert.InRange(answered, 1, 3);
        (answered, refused) = (0, 0);
        for (int i = 0; i < 400; i++)
            _ = await attacker.AskAsync("/xe/msg/1.0.0", "{\"type\":\"nope\",\"payload\":null}\n"u8.ToArray()) ? answered++ : refused++;
        Assert.True(refused > 0, $"{answered} answered");
        await HonestTransferAsync(cluster);
    }

    private static double ScoreOf(XeNode node, PeerId peer) =>
        ((NetworkServices)node.Network).Scores.FirstOrDefault(score => score.Peer == peer)?.Score ?? 0;

    private static async Task HonestTransferAsync(Cluster cluster)
    {
        Block send = cluster.MakeSend(0, cluster.Treasury, AccountKey.Generate().Address, 1);
        await cluster.SubmitAsync(0, send);
        await Eventually.HoldsAsync(() => cluster.Nodes.TrueForAll(node => node.Core.Ledger.IsFinal(send.Hash)), 30);
    }

    private sealed class Attacker : IAsyncDisposable
    {
        private readonly Libp2pHost _host;
        private readonly GossipSub _router;
        private readonly PeerId _victim;

        private Attacker(Libp2pHost host, PeerId victim)
        {
            (_host, _victim) = (host, victim);
            _router = new GossipSub(host);
            foreach (string topic in TopicNames.All)
                _router.Join(topic, new TopicOptions { SubscriptionQueueLength = 0 });
        }

        public PeerId Id => _host.LocalPeer;

        public static async Task<Attacker> ConnectAsync(XeNode node)
        {
            Multiaddr address = Multiaddr.Parse(node.Network.Addresses[0]);
            Attacker attacker = new(new Libp2pHost(new HostOptions { Identity = IdentityKey.Generate() }), address.Peer!);
            // It answers the handshake as a good peer would, or it would be cut before it begins.
            attacker._host.Handle("/xe/netcheck/1", async (stream, token) =>
            {
                await stream.WriteAsync(Xe.Node.Net.Netcheck.NetcheckJson.ToLine(new Xe.Node.Net.Netcheck.NetcheckMessage(
                    node.Core.Genesis.NetworkId, "1.0.0", [], node.Core.Genesis.StateChainHash.ToString())), token);
                await stream.CloseWriteAsync(token);
            });
            attacker._router.Start();
            await attacker._host.StartAsync();
            await attacker._host.ConnectAsync(attacker._victim, [address]);
            await Eventually.HoldsAsync(() => attacker._router.Mesh(TopicNames.Blocks).Count > 0 && attacker._router.Mesh(TopicNames.Votes).Count > 0);
            return attacker;
        }

        public async Task PublishAsync(string topic, string data) => await _router.PublishAsync(topic, Encoding.UTF8.GetBytes(data));

        /// <summary>True where the node answered with at least a byte.</summary>
        public async Task<bool> AskAsync(string protocol, ReadOnlyMemory<byte> request)
        {
            try
            {
                await using IPeerStream stream = await _host.OpenStreamAsync(_victim, [protocol]);
                await stream.WriteAsync(request);
                await stream.CloseWriteAsync();
                return await stream.ReadAsync(new byte[256]) > 0;
            }
            catch (IOException)
            {
                return false;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _router.DisposeAsync();
            await _host.DisposeAsync();
        }
    }
}
