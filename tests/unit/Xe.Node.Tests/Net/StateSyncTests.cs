using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core.Genesis;
using Xe.Core.StateChain;
using Xe.Libp2p.Host;
using Xe.Node.Net.StateSync;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class StateSyncTests : IDisposable
{
    private readonly FakeSwitch _medium = new();
    private readonly TestLedger _full = new(), _empty = new();
    private readonly FakePeerNetwork _server, _client;
    private readonly StateSyncService _asking;

    public StateSyncTests()
    {
        (_server, _client) = (_medium.Add(), _medium.Add());
        new StateSyncService(_server, _full.StateChain, NullLogger.Instance).Register();
        _asking = new StateSyncService(_client, _empty.StateChain, NullLogger.Instance);
        FakeSwitch.Connect(_client, _server);
    }

    [Fact]
    public async Task A_request_and_an_empty_answer_have_the_bytes_of_the_worked_example()
    {
        Assert.Equal("{\"tip_index\":0}\n", Encoding.UTF8.GetString(StatePageJson.ToRequestLine(0).Span));
        Assert.Equal("{\"blocks\":null,\"has_more\":false}\n", await AskAsync("{\"tip_index\":0}\n"));
    }

    [Fact]
    public async Task Seventy_blocks_come_in_two_pages_and_are_applied()
    {
        Grow(70);
        Assert.True(await _asking.SyncAsync(_server.LocalPeer, CancellationToken.None));
        Assert.Equal(_full.StateChain.Current.Tip.Hash, _empty.StateChain.Current.Tip.Hash);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(71)]
    [InlineData(long.MaxValue)]
    public async Task An_index_out_of_range_is_answered_with_nothing(long tip)
    {
        Grow(70);
        Assert.Equal("{\"blocks\":null,\"has_more\":false}\n", await AskAsync($"{{\"tip_index\":{tip}}}\n"));
    }

    [Fact]
    public async Task The_last_page_says_that_nothing_follows()
    {
        Grow(64);
        string answer = await AskAsync("{\"tip_index\":-1}\n");
        Assert.Single(answer.TrimEnd().Split('\n'));
        Assert.EndsWith("\"has_more\":false}\n", answer, StringComparison.Ordinal);
        Assert.Contains("\"index\":1,", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\"index\":0,", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_twice_within_the_cooldown_gives_no_data()
    {
        await AskAsync("{\"tip_index\":0}\n");
        Assert.Equal("", await AskAsync("{\"tip_index\":0}\n"));
    }

    [Fact]
    public async Task A_gap_is_filled_by_the_first_peer_that_has_more()
    {
        Grow(3);
        FakePeerNetwork useless = _medium.Add();
        useless.Handle("/xe/statechain-sync/1.0.0", async (stream, _) => await ((FakeStream)stream).DrainAsync());
        FakeSwitch.Connect(_client, useless);
        await _asking.ResyncAsync(CancellationToken.None);
        Assert.Equal(3UL, _empty.StateChain.Current.Tip.Index);
    }

    public void Dispose()
    {
        _full.Dispose();
        _empty.Dispose();
    }

    private void Grow(int blocks)
    {
        for (int i = 0; i < blocks; i++)
        {
            Assert.True(new StateBlockBuilder(_full.StateChain.Current).Set($"app.key{i}", "1").TryBuild(0, out StateBlock? proposal, out _));
            StateBlock block = proposal with { Signatures = [Sign(proposal, "dao-0"), Sign(proposal, "dao-1")] };
            StateApplyOutcome outcome = _full.StateChain.Apply(block);
            Assert.True(outcome.IsSuccess, outcome.Rejection?.Text);
        }
    }

    private static StateSignature Sign(StateBlock block, string role) => StateSigning.Sign(block, DevNetwork.Generated.Secret(role).Seed);

    private async Task<string> AskAsync(string request)
    {
        IPeerStream stream = await _client.OpenStreamAsync(_server.LocalPeer, ["/xe/statechain-sync/1.0.0"]);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        await stream.CloseWriteAsync();
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return text.ToString();
    }
}
