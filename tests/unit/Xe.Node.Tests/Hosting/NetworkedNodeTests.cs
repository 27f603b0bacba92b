using System.Net;
using Xe.Core.Blocks;
using Xe.Core.Views;
using Xe.Node.Hosting;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Hosting;

/// <summary>Two whole nodes over real sockets: what one is told, the other serves.</summary>
public sealed class NetworkedNodeTests
{
    private static NodeOptions Options { get; } = TestNode.Options with
    {
        NoNetwork = false,
        ListenAddress = "127.0.0.1",
        Port = 0,
        DisableMdns = true,
        DisableDiscovery = true,
    };

    [Fact]
    public async Task A_block_submitted_to_one_node_is_final_on_the_other_and_events_tell_of_the_peer()
    {
        await using TestNode first = await TestNode.StartAsync(Options);
        string address = Assert.Single(first.Node.Network.Addresses);
        await using TestNode second = await TestNode.StartAsync(Options with { Dial = [address] });
        Assert.NotEqual(first.Node.Core.Key.Address, second.Node.Core.Key.Address);
        await TestNode.Eventually(async () => (await second.GetAsync("/node", ViewsJson.Default.NodeView)).PeerCount == 1, "the second sees the first");

        Wallet alice = Wallet.New();
        WireBlock claim = alice.Claim(ChainTip.Unopened(alice.Address));
        Assert.Equal(HttpStatusCode.Created, (await second.PostAsync(claim)).Status);
        await TestNode.Eventually(async () => await IsFinal(first, claim) && await IsFinal(second, claim), "the block is final on both");

        NodeView view = await second.GetAsync("/node", ViewsJson.Default.NodeView);
        PeerView peer = Assert.Single(view.Peers);
        Assert.Equal(first.Node.Network.PeerId, peer.Id);
        Assert.Equal(NodeVersion.Agent, peer.Version);
        Assert.Matches("^127\\.0\\.0\\.1:[0-9]+$", peer.Address);
        Assert.True(peer.ConnectedAt > 0);
        // The first node got the block by gossip or by sync, whichever came first.
        await TestNode.Eventually(
            () => Task.FromResult(Counter(first, "xe_blocks_added_total{source=\"gossip\"}") + Counter(first, "xe_blocks_added_total{source=\"sync\"}") >= 1),
            "the block is counted");
        Assert.True(Counter(second, "xe_votes_ingested_total{result=\"accepted\"}") >= 1);
    }

    private static double Counter(TestNode node, string series) => double.Parse(
        node.Node.Exporter.Scrape().Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal)).Split(' ')[^1],
        System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<bool> IsFinal(TestNode node, WireBlock block)
    {
        Answer answer = await node.GetAsync("/blocks/" + block.Hash);
        return answer.Status == HttpStatusCode.OK && answer.Json.GetProperty("finalized").GetBoolean();
    }
}
