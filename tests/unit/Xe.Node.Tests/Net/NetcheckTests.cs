using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core.StateChain.SystemKeys;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Netcheck;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class NetcheckTests
{
    private const string Genesis = "5ea4cf0ee4c919c54af9476a93fe748fe87babf1432a8a53393d2f73cc6873e9";

    private static readonly NetcheckMessage Ours = new("testnet-0003", "1.0.0", ["noop"], Genesis);

    [Fact]
    public void The_message_of_the_test_network_has_its_published_bytes()
    {
        ReadOnlyMemory<byte> line = NetcheckJson.ToLine(Ours);
        Assert.Equal(150, line.Length);
        Assert.Equal(
            "{\"network_id\":\"testnet-0003\",\"version\":\"1.0.0\",\"features\":[\"noop\"],\"genesis_hash\":\"" + Genesis + "\"}\n",
            Encoding.UTF8.GetString(line.Span));
    }

    [Fact]
    public void Features_are_sorted_then_cut_to_eight()
    {
        NetcheckMessage message = Ours with { Features = [.. Enumerable.Range(0, 12).Reverse().Select(i => $"f{i:00}")] };
        Assert.True(NetcheckJson.TryRead(NetcheckJson.ToLine(message).Span, out NetcheckMessage? read));
        Assert.Equal(["f00", "f01", "f02", "f03", "f04", "f05", "f06", "f07"], read.Features);
    }

    [Theory]
    [InlineData("", "1.0.0", Genesis, "missing network_id (we are on testnet-0003); peer is running a build whose genesis sets no sys.network_id", 10)]
    [InlineData("other", "1.0.0", Genesis, "network_id mismatch: peer is on \"other\", we are on \"testnet-0003\" — one of us is running the wrong genesis (see --genesis-dir)", 10)]
    [InlineData("testnet-0003", "1.0.0", "aa", "statechain genesis mismatch on network \"testnet-0003\": peer genesis \"aa\", ours " + Genesis + " — same network id, different chain start", 10)]
    [InlineData("testnet-0003", "", Genesis, "missing version", 60)]
    [InlineData("testnet-0003", "1.0", Genesis, "unparseable version \"1.0\"", 60)]
    [InlineData("testnet-0003", "1.x.0", Genesis, "unparseable version \"1.x.0\"", 60)]
    [InlineData("testnet-0003", "2.0.0", Genesis, "incompatible version 2.0.0 (ours: 1.0.0, require same major and minor within 2)", 60)]
    [InlineData("testnet-0003", "1.3.0", Genesis, "incompatible version 1.3.0 (ours: 1.0.0, require same major and minor within 2)", 60)]
    // The network is told before the version, so that a node of another network is not told to upgrade.
    [InlineData("other", "9.9.9", "aa", "network_id mismatch: peer is on \"other\", we are on \"testnet-0003\" — one of us is running the wrong genesis (see --genesis-dir)", 10)]
    public void A_bad_message_is_refused_with_its_text_and_ban(string network, string version, string genesis, string text, int banMinutes)
    {
        NetcheckRefusal? refusal = NetcheckRules.Check(Ours, new NetcheckMessage(network, version, [], genesis));
        Assert.NotNull(refusal);
        Assert.Equal(text, refusal.Text);
        Assert.Equal(TimeSpan.FromMinutes(banMinutes), refusal.Ban);
    }

    [Theory]
    [InlineData("1.0.0", Genesis)]
    [InlineData("1.2.99", Genesis)]
    [InlineData("+1.00.0", Genesis)]
    [InlineData("1.-1.0", Genesis)]
    [InlineData("1.0.0", "")]
    public void A_good_message_passes(string version, string genesis) =>
        Assert.Null(NetcheckRules.Check(Ours, new NetcheckMessage("testnet-0003", version, [], genesis)));

    [Fact]
    public void Remote_text_cannot_forge_a_log_line()
    {
        NetcheckRefusal? refusal = NetcheckRules.Check(Ours, Ours with { NetworkId = "x\nFATAL all is lost" });
        Assert.DoesNotContain('\n', refusal!.Text);
    }

    [Theory]
    [InlineData("1.0.0", null, true)]
    [InlineData("1.0.0", "1.0.0", true)]
    [InlineData("1.0.0", "1.0.1", false)]
    [InlineData("1.2.0", "1.1.9", true)]
    public void The_floor_is_compared_number_by_number(string version, string? floor, bool passes)
    {
        ProtocolVersion? lowest = floor is null ? null : ProtocolVersion.TryParse(floor, out ProtocolVersion parsed) ? parsed : null;
        NetcheckRefusal? refusal = NetcheckRules.CheckFloor(Ours with { Version = version }, lowest);
        Assert.Equal(passes, refusal is null);
        if (!passes)
            Assert.Equal($"version {version} is below the network floor {floor} (sys.min_protocol_version)", refusal!.Text);
    }

    [Fact]
    public async Task Nodes_of_one_network_learn_each_others_features()
    {
        Side a = new(Ours), b = new(Ours with { Features = ["noop", "bulk-sync"] }, a.Medium);
        FakeSwitch.Connect(a.Host, b.Host);
        await a.Service.CheckAsync(b.Host.LocalPeer, CancellationToken.None);
        Assert.True(a.Capabilities.Has(b.Host.LocalPeer, "bulk-sync"));
        // The responder judges after it has answered.
        await Eventually.HoldsAsync(() => b.Capabilities.Get(a.Host.LocalPeer) is { Version: "1.0.0" });
        Assert.Single(a.Host.ConnectedPeers);
    }

    [Fact]
    public async Task A_node_of_another_network_is_told_so_banned_and_cut_by_both_sides()
    {
        Side a = new(Ours), b = new(Ours with { NetworkId = "other" }, a.Medium);
        FakeSwitch.Connect(a.Host, b.Host);
        await a.Service.CheckAsync(b.Host.LocalPeer, CancellationToken.None);
        Assert.True(a.Bans.IsBanned(b.Host.LocalPeer));
        Assert.Empty(a.Host.ConnectedPeers);
        Assert.Equal(1, a.Service.Counters.Rejected);
        Assert.Contains("network_id mismatch", a.Service.Counters.LastRefusal, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => b.Bans.IsBanned(a.Host.LocalPeer) && b.Service.Counters.Rejected == 1);
    }

    [Fact]
    public async Task A_trusted_peer_is_cut_but_never_banned()
    {
        Side a = new(Ours), b = new(Ours with { NetworkId = "other" }, a.Medium);
        a.Bans.Trust(b.Host.LocalPeer);
        FakeSwitch.Connect(a.Host, b.Host);
        await a.Service.CheckAsync(b.Host.LocalPeer, CancellationToken.None);
        Assert.False(a.Bans.IsBanned(b.Host.LocalPeer));
        Assert.Empty(a.Host.ConnectedPeers);
    }

    [Fact]
    public async Task A_peer_that_answers_nonsense_is_cut_without_a_ban()
    {
        Side a = new(Ours);
        FakePeerNetwork b = a.Medium.Add();
        b.Handle("/xe/netcheck/1", async (stream, token) =>
        {
            await ((FakeStream)stream).DrainAsync();
            await stream.WriteAsync("nonsense\n"u8.ToArray(), token);
        });
        FakeSwitch.Connect(a.Host, b);
        await a.Service.CheckAsync(b.LocalPeer, CancellationToken.None);
        Assert.False(a.Bans.IsBanned(b.LocalPeer));
        Assert.Equal(1, a.Service.Counters.Aborted);
        Assert.Empty(a.Host.ConnectedPeers);
    }

    [Fact]
    public async Task A_peer_beyond_its_rate_is_reset_unread()
    {
        Side a = new(Ours);
        FakePeerNetwork b = a.Medium.Add();
        FakeSwitch.Connect(b, a.Host);
        int resets = 0;
        for (int i = 0; i < 5; i++)
        {
            IPeerStream stream = await b.OpenStreamAsync(a.Host.LocalPeer, ["/xe/netcheck/1"]);
            try
            {
                await stream.WriteAsync(NetcheckJson.ToLine(Ours));
                await stream.CloseWriteAsync();
                byte[] answer = new byte[300];
                Assert.Equal(150, await stream.ReadAsync(answer));
            }
            catch (StreamResetException)
            {
                resets++;
            }
        }
        Assert.Equal(2, resets);
    }

    private sealed class Side
    {
        public Side(NetcheckMessage message, FakeSwitch? medium = null)
        {
            Medium = medium ?? new FakeSwitch();
            Host = Medium.Add();
            Bans = new BanList(TimeProvider.System);
            Service = new NetcheckService(Host, message, () => null, Bans, Capabilities, NullLogger.Instance);
            Service.Register();
        }

        public FakeSwitch Medium { get; }
        public FakePeerNetwork Host { get; }
        public BanList Bans { get; }
        public CapabilityTable Capabilities { get; } = new();
        public NetcheckService Service { get; }
    }
}
