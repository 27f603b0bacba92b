using System.Net;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Hosting;

public sealed class SoloNodeTests
{
    [Fact]
    public async Task A_node_alone_takes_blocks_in_and_makes_them_final()
    {
        await using TestNode node = await TestNode.StartAsync();
        Wallet treasury = new(TestNode.Treasury), alice = Wallet.New();

        WireBlock send = treasury.Send(node.Tip(treasury.Address), Asset.Xe, alice.Address, 5_000_000);
        Answer sent = await node.PostAsync(send);
        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Equal(BlockJson.ToText(send) + "\n", sent.Text);

        WireBlock receive = alice.Receive(node.Tip(alice.Address), Asset.Xe, Hash256.Parse(send.Hash), 5_000_000);
        Assert.Equal(HttpStatusCode.Created, (await node.PostAsync(receive)).Status);

        await TestNode.Eventually(
            async () => (await node.GetAsync("/blocks/" + receive.Hash, ViewsJson.Default.BlockView)).Finalized, "the receive becomes final");
        BalanceView balance = await node.GetAsync($"/accounts/{alice.Address}/balance", ViewsJson.Default.BalanceView);
        Assert.Equal(5_000_000UL, balance.Balances["XE"]);
        Assert.Equal(5_000_000UL, balance.Spendable["XE"]);
        Assert.Equal(1UL, balance.FinalHeight);
    }

    [Fact]
    public async Task A_claim_opens_an_account_and_becomes_final()
    {
        await using TestNode node = await TestNode.StartAsync();
        Wallet alice = Wallet.New();
        WireBlock claim = alice.Claim(node.Tip(alice.Address));
        Answer answer = await node.PostAsync(claim);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        await TestNode.Eventually(
            async () => (await node.GetAsync($"/accounts/{alice.Address}/chain", ViewsJson.Default.ChainView)).Blocks is [{ Finalized: true }], "the claim becomes final");
    }
}
