using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Hosting;
using Xe.Node.Net;
using Xe.Node.Tests.Net.Fakes;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Net;

public sealed class ClusterTests
{
    [Fact]
    public async Task Blocks_submitted_to_all_nodes_become_final_on_all()
    {
        await using Cluster cluster = await Cluster.StartAsync(4);
        List<AccountKey> keys = [];
        for (int i = 0; i < 4; i++)
            keys.Add(cluster.Key($"node-{i}"));
        for (int i = 1; i < 4; i++)
        {
            for (int n = 0; n < 25; n++)
                await cluster.SubmitAsync(i, cluster.MakeSend(i, keys[i], keys[(i + 1) % 4].Address, 1));
        }
        await cluster.FinalAsync(40);
        Assert.All(cluster.Nodes, node => Assert.Equal(1 + 6 + 75, node.Core.Ledger.State.BlockCount));
    }

    [Fact]
    public async Task An_equivocation_given_to_two_nodes_at_once_resolves_alike_everywhere()
    {
        await using Cluster cluster = await Cluster.StartAsync(4);
        AccountKey spender = cluster.Key("node-1");
        Block one = cluster.MakeSend(1, spender, AccountKey.Generate().Address, 7);
        Block two = cluster.MakeSend(1, spender, AccountKey.Generate().Address, 8);
        await Task.WhenAll(cluster.SubmitAsync(0, one), cluster.SubmitAsync(2, two));
        await Eventually.HoldsAsync(() => cluster.Nodes.All(node => node.Core.Ledger.IsResolved(one.Position) && !node.Core.Ledger.State.HasConflict(spender.Address)), 60);
        await cluster.FinalAsync(60);
        Hash256?[] winners = [.. cluster.Nodes.Select(node => node.Core.Ledger.GetChildHash(one.Position))];
        Assert.Single(winners.Distinct());
        Assert.Contains(winners[0], new Hash256?[] { one.Hash, two.Hash });
    }

    [Fact]
    public async Task A_fresh_node_catches_up_and_sees_everything_final()
    {
        await using Cluster cluster = await Cluster.StartAsync(3);
        AccountKey key = cluster.Key("node-0");
        for (int n = 0; n < 50; n++)
            await cluster.SubmitAsync(1, cluster.MakeSend(1, cluster.Key("node-1"), key.Address, 1));
        await cluster.FinalAsync(40);
        XeNode fresh = await cluster.AddAsync();
        await Eventually.HoldsAsync(() => Cluster.Fingerprint(fresh) == Cluster.Fingerprint(cluster.Nodes[0]), 30);
        await Eventually.HoldsAsync(() => !fresh.Core.Ledger.State.Unfinalized.Any(), 60);
        Assert.True(fresh.Network.LastSyncNs > 0);
    }

    [Fact]
    public async Task A_node_of_another_network_is_refused()
    {
        await using Cluster cluster = await Cluster.StartAsync(1);
        XeNode stranger = await cluster.AddAsync(genesis: Xe.Core.Genesis.DevNetwork.Pair);
        NetworkServices services = (NetworkServices)stranger.Network;
        await Eventually.HoldsAsync(() => services.Handshakes.Rejected > 0);
        Assert.Contains("network_id mismatch", services.Handshakes.LastRefusal, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => cluster.Nodes[0].Network.PeerCount == 0);
        Assert.True(((NetworkServices)cluster.Nodes[0].Network).Bans.IsBanned(Libp2p.PeerId.Parse(stranger.Network.PeerId)));
    }
}
