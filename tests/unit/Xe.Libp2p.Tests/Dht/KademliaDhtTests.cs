using Microsoft.Extensions.Time.Testing;
using Xe.Libp2p.Dht;
using Xe.Libp2p.Host;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Tests.Fakes;

namespace Xe.Libp2p.Tests.Dht;

public sealed class KademliaDhtTests
{
    private const string Protocol = "/xe/kad/1.0.0";
    private static readonly DhtOptions Options = new();

    [Fact]
    public async Task A_peer_at_the_end_of_a_line_is_found_in_both_modes()
    {
        FakeNetwork network = new();
        await using KademliaDht a = Start(network, out FakeHost hostA, DhtMode.Client);
        await using KademliaDht b = Start(network, out FakeHost hostB);
        await using KademliaDht c = Start(network, out FakeHost hostC);
        await using KademliaDht d = Start(network, out FakeHost hostD);
        FakeNetwork.Connect(hostA, hostB);
        FakeNetwork.Connect(hostB, hostC);
        FakeNetwork.Connect(hostC, hostD);
        await Wait.Until(() => a.TableSize >= 1 && b.TableSize >= 1 && c.TableSize >= 2 && d.TableSize >= 1, "probes");

        Assert.Equal(hostD.ListenAddresses, await a.FindPeerAsync(hostD.LocalPeer));
        Assert.Equal(hostD.ListenAddresses, hostA.Peers.Addresses(hostD.LocalPeer));
        Assert.Null(await a.FindPeerAsync(RoutingTableTests.Id(999)));
        // The client serves nobody and stands in no table.
        Assert.Equal(1, b.TableSize);
        Assert.NotNull(await b.FindPeerAsync(hostA.LocalPeer));
    }

    [Fact]
    public async Task Forty_hosts_find_each_other_and_each_others_records()
    {
        FakeNetwork network = new();
        List<(KademliaDht Dht, FakeHost Host)> nodes = [];
        for (int i = 0; i < 40; i++)
        {
            nodes.Add((Start(network, out FakeHost host), host));
            if (i > 0) FakeNetwork.Connect(host, nodes[i / 2].Host);
        }
        await Wait.Until(() => nodes.TrueForAll(node => node.Dht.TableSize > 0), "probes");
        foreach ((KademliaDht dht, _) in nodes) await dht.BootstrapAsync();

        byte[] key = Convert.FromHexString("1220639218e854592d9e67ed97b9eeb47efb2563aa2b26c9c8b9f88687a2994861e1");
        Assert.InRange(await nodes[7].Dht.ProvideAsync(key), 15, 20);
        Assert.InRange(await nodes[23].Dht.ProvideAsync(key), 15, 20);
        IReadOnlyList<DhtPeer> providers = await nodes[39].Dht.FindProvidersAsync(key, 64);
        Assert.Equal(new[] { nodes[7].Host.LocalPeer, nodes[23].Host.LocalPeer }.Order(), providers.Select(provider => provider.Id).Order());
        Assert.All(providers, provider => Assert.Equal(network.Hosts[provider.Id].ListenAddresses, provider.Addresses));
        Assert.Single(await nodes[38].Dht.FindProvidersAsync(key, 1));

        Random random = new(3);
        for (int i = 0; i < 20; i++)
        {
            FakeHost wanted = nodes[random.Next(40)].Host;
            Assert.Equal(wanted.ListenAddresses, await nodes[random.Next(40)].Dht.FindPeerAsync(wanted.LocalPeer));
        }
        List<PeerId> nearest = await nodes[0].Dht.NearestAsync(key);
        List<PeerId> expected = [.. nodes.Select(node => node.Host.LocalPeer).Where(peer => peer != nodes[0].Host.LocalPeer)];
        KadKey target = KadKey.Of(key);
        expected.Sort((left, right) => target.CompareDistance(KadKey.Of(left), KadKey.Of(right)));
        Assert.Equal(expected.Take(20), nearest);
        foreach ((KademliaDht dht, _) in nodes) await dht.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_that_lists_the_protocol_but_does_not_answer_stays_out_and_a_dead_one_is_thrown_out()
    {
        FakeNetwork network = new();
        await using KademliaDht dht = Start(network, out FakeHost host);
        await using KademliaDht good = Start(network, out FakeHost other);
        FakeHost mute = network.AddHost();
        TaskCompletionSource asked = new();
        mute.Handle(Protocol, (stream, _) =>
        {
            asked.TrySetResult();
            stream.Reset();
            return Task.CompletedTask;
        });
        FakeNetwork.Connect(host, mute);
        FakeNetwork.Connect(host, other);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Wait.Until(() => dht.TableSize == 1, "the good peer alone");

        network.Kill(other);
        Assert.Null(await dht.FindPeerAsync(RoutingTableTests.Id(999)));
        Assert.Equal(0, dht.TableSize);
    }

    [Fact]
    public async Task A_silent_peer_costs_the_request_timeout_and_no_more()
    {
        FakeNetwork network = new(new FakeTimeProvider());
        await using KademliaDht dht = Start(network, out FakeHost host);
        FakeHost silent = network.AddHost();
        TaskCompletionSource asked = new();
        silent.Handle(Protocol, async (_, token) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        FakeNetwork.Connect(host, silent);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        network.Manual.Advance(TimeSpan.FromSeconds(11));
        await using KademliaDht good = Start(network, out FakeHost other);
        FakeNetwork.Connect(host, other);
        await Wait.Until(() => dht.TableSize == 1, "the next peer", () => network.Manual.Advance(TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public async Task Nobody_can_provide_in_anothers_name_and_values_are_refused()
    {
        FakeNetwork network = new();
        await using KademliaDht dht = Start(network, out FakeHost host);
        FakeHost asker = network.AddHost(), victim = network.AddHost();
        FakeNetwork.Connect(asker, host);
        byte[] key = new byte[34];

        await Refused(new DhtMessage { Type = DhtMessageType.AddProvider, Key = key, Providers = [new DhtPeer(victim.LocalPeer, victim.ListenAddresses)] });
        await Refused(new DhtMessage { Type = DhtMessageType.PutValue, Key = key });
        await Refused(new DhtMessage { Type = DhtMessageType.FindNode });
        await Refused(new DhtMessage { Type = DhtMessageType.GetProviders, Key = new byte[81] });
        await Refused(new byte[] { 0xff, 0xff, 0xff });
        DhtMessage answer = await Ask(new DhtMessage { Type = DhtMessageType.GetProviders, Key = key });
        Assert.Empty(answer.Providers);
        Assert.Equal(DhtMessageType.Ping, (await Ask(new DhtMessage { Type = DhtMessageType.Ping })).Type);
        Assert.Equal(DhtMessageType.GetValue, (await Ask(new DhtMessage { Type = DhtMessageType.GetValue, Key = key })).Type);

        async Task Refused(object request)
        {
            await using IPeerStream stream = await asker.OpenStreamAsync(host.LocalPeer, [Protocol]);
            await stream.WriteFramedAsync(request as byte[] ?? ((DhtMessage)request).Encode());
            await Assert.ThrowsAsync<StreamResetException>(async () => await stream.ReadAsync(new byte[1], Patience));
        }

        async Task<DhtMessage> Ask(DhtMessage request)
        {
            await using IPeerStream stream = await asker.OpenStreamAsync(host.LocalPeer, [Protocol]);
            using FramedReader reader = new(stream, 1 << 20);
            // Several requests on one stream.
            for (int i = 0; ; i++)
            {
                await stream.WriteFramedAsync(request.Encode());
                FramedMessage frame = await reader.ReadAsync(Patience);
                Assert.True(DhtMessage.TryDecode(frame.Payload.Span, out DhtMessage? read));
                if (i == 2) return read;
            }
        }
    }

    [Fact]
    public async Task An_announced_length_beyond_the_limit_resets_the_stream()
    {
        FakeNetwork network = new();
        await using KademliaDht dht = Start(network, out FakeHost host);
        FakeHost asker = network.AddHost();
        FakeNetwork.Connect(asker, host);
        await using IPeerStream stream = await asker.OpenStreamAsync(host.LocalPeer, [Protocol]);
        await stream.WriteAsync(new byte[] { 0x81, 0x80, 0x80, 0x02 }); // 4 MiB + 1
        await Assert.ThrowsAsync<StreamResetException>(async () => await stream.ReadAsync(new byte[1], Patience));
    }

    [Fact]
    public async Task A_stream_silent_for_a_minute_is_given_up()
    {
        FakeNetwork network = new(new FakeTimeProvider());
        await using KademliaDht dht = Start(network, out FakeHost host);
        FakeHost asker = network.AddHost();
        FakeNetwork.Connect(asker, host);
        await using IPeerStream stream = await asker.OpenStreamAsync(host.LocalPeer, [Protocol]);
        ValueTask<int> read = stream.ReadAsync(new byte[1]);
        Task ended = Assert.ThrowsAsync<StreamResetException>(async () => await read);
        await Wait.Until(() => ended.IsCompleted, "reset", () => network.Manual.Advance(TimeSpan.FromSeconds(5)));
        await ended;
    }

    [Fact]
    public async Task Refresh_throws_out_who_no_longer_answers()
    {
        FakeNetwork network = new(new FakeTimeProvider());
        await using KademliaDht dht = Start(network, out FakeHost host);
        await using KademliaDht stays = Start(network, out FakeHost one);
        await using KademliaDht goes = Start(network, out FakeHost two);
        FakeNetwork.Connect(host, one);
        FakeNetwork.Connect(host, two);
        await Wait.Until(() => dht.TableSize == 2, "probes");
        network.Kill(two);
        Assert.Equal(2, dht.TableSize);
        network.Manual.Advance(TimeSpan.FromMinutes(10));
        await dht.RefreshAsync(CancellationToken.None);
        Assert.Equal(1, dht.TableSize);
    }

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private static KademliaDht Start(FakeNetwork network, out FakeHost host, DhtMode mode = DhtMode.Server)
    {
        host = network.AddHost();
        KademliaDht dht = new(host, Options with { Mode = mode });
        Assert.Equal(Protocol, dht.Protocol);
        dht.Start();
        return dht;
    }
}
