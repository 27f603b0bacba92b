using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Xe.Libp2p.Host;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Tests.Host;

/// <summary>Limits, gating, trimming and the dial queue (spec 06 §2.6–2.7).</summary>
public sealed class LimitTests
{
    [Fact]
    public void An_ipv4_address_has_eight_connections_at_a_time()
    {
        AddressLimiter limiter = new(new HostLimits(), new FakeTimeProvider());
        List<IDisposable> slots = [.. Enumerable.Range(0, 8).Select(i => limiter.TryTake(At($"/ip4/1.2.3.4/tcp/{i + 1}"), out _)!)];

        Assert.Null(limiter.TryTake(At("/ip4/1.2.3.4/tcp/99"), out RefusalReason reason));
        Assert.Equal(RefusalReason.ConnectionsPerAddress, reason);
        Assert.NotNull(limiter.TryTake(At("/ip4/1.2.3.5/tcp/99"), out _));
        slots[0].Dispose();
        slots[0].Dispose(); // twice gives one place back
        Assert.NotNull(limiter.TryTake(At("/ip4/1.2.3.4/tcp/99"), out _));
        Assert.Null(limiter.TryTake(At("/ip4/1.2.3.4/tcp/98"), out _));
    }

    [Fact]
    public void An_ipv6_56_has_eight_and_a_48_four_times_as_many()
    {
        AddressLimiter limiter = new(new HostLimits(), new FakeTimeProvider());
        int taken = 0;
        for (int subnet = 0; subnet < 8; subnet++)
            for (int i = 0; i < 10; i++)
                if (limiter.TryTake(At($"/ip6/2001:db8:1:{subnet:x}00::{i + 1:x}/tcp/1"), out _) is not null) taken++;

        Assert.Equal(32, taken);
        Assert.NotNull(limiter.TryTake(At("/ip6/2001:db8:2::1/tcp/1"), out _));
    }

    [Fact]
    public void New_connections_of_an_address_come_one_a_second_after_a_burst_of_sixteen()
    {
        FakeTimeProvider clock = new();
        AddressLimiter limiter = new(new HostLimits(), clock);
        for (int i = 0; i < 16; i++) limiter.TryTake(At("/ip4/1.2.3.4/tcp/1"), out _)!.Dispose();

        Assert.Null(limiter.TryTake(At("/ip4/1.2.3.4/tcp/1"), out RefusalReason reason));
        Assert.Equal(RefusalReason.ConnectionRate, reason);
        clock.Advance(TimeSpan.FromSeconds(1));
        limiter.TryTake(At("/ip4/1.2.3.4/tcp/1"), out _)!.Dispose();
        Assert.Null(limiter.TryTake(At("/ip4/1.2.3.4/tcp/1"), out _));
    }

    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/1")]
    [InlineData("/ip4/127.9.9.9/tcp/1")]
    [InlineData("/ip6/::1/tcp/1")]
    [InlineData("/memory/1")]
    public void Loopback_and_memory_are_exempt(string address)
    {
        AddressLimiter limiter = new(new HostLimits(), new FakeTimeProvider());
        for (int i = 0; i < 100; i++) Assert.NotNull(limiter.TryTake(At(address), out _));
    }

    [Fact]
    public async Task The_inbound_cap_holds_for_everybody_but_trusted_peers_and_each_refusal_is_counted()
    {
        MemoryNetwork network = new();
        IdentityKey trusted = IdentityKey.Generate();
        await using Libp2pHost host = await StartAsync(network, o => o with { Limits = new HostLimits { MaxInboundConnections = 3 } });
        host.Trust(trusted.PeerId);
        using MetricWatch refused = new("xe.libp2p.connections.refused", "reason", nameof(RefusalReason.InboundConnections));
        List<Libp2pHost> others = [];
        for (int i = 0; i < 5; i++)
        {
            Libp2pHost other = await StartAsync(network);
            others.Add(other);
            await other.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);
            int expected = Math.Min(i + 1, 3);
            await HostPair.UntilAsync(() => host.ConnectedPeers.Count == expected);
        }
        await HostPair.UntilAsync(() => others[3].ConnectedPeers.Count == 0 && others[4].ConnectedPeers.Count == 0);
        Assert.Equal(2, refused.Count);

        await using Libp2pHost friend = await StartAsync(network, o => o with { Identity = trusted });
        await friend.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);
        await HostPair.UntilAsync(() => host.ConnectedPeers.Contains(trusted.PeerId));
        foreach (Libp2pHost other in others) await other.DisposeAsync();
    }

    [Fact]
    public async Task The_gater_has_its_say_at_all_four_points()
    {
        MemoryNetwork network = new();
        Gater gater = new();
        await using Libp2pHost host = await StartAsync(network, o => o with { Gater = gater });
        await using Libp2pHost other = await StartAsync(network);

        gater.Peer = _ => "banned";
        PeerUnreachableException e = await Assert.ThrowsAsync<PeerUnreachableException>(() => host.ConnectAsync(other.LocalPeer, other.ListenAddresses, HostPair.Patience).AsTask());
        Assert.Contains("Gater: banned", e.Message, StringComparison.Ordinal);
        gater.Peer = _ => null;
        gater.Address = _ => "not there";
        e = await Assert.ThrowsAsync<PeerUnreachableException>(() => host.ConnectAsync(other.LocalPeer, other.ListenAddresses, HostPair.Patience).AsTask());
        Assert.Contains("not there", e.Message, StringComparison.Ordinal);
        gater.Address = _ => null;
        gater.Accept = _ => "closed";
        await Assert.ThrowsAsync<PeerUnreachableException>(() => other.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience).AsTask());
        gater.Accept = _ => null;
        gater.Secured = (peer, inbound) => peer == other.LocalPeer && inbound ? "banned" : null;
        await using Libp2pHost another = await StartAsync(network);
        await another.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);
        await HostPair.UntilAsync(() => host.ConnectedPeers.Count == 1);
        await Task.WhenAny(Task.Delay(5000), StaysUnconnectedAsync(other, host)); // its back-off may still be on
        Assert.Equal([another.LocalPeer], host.ConnectedPeers);
    }

    [Fact]
    public async Task Connections_with_one_peer_are_bounded()
    {
        MemoryNetwork network = new();
        IdentityKey identity = IdentityKey.Generate();
        await using Libp2pHost host = await StartAsync(network);
        List<Libp2pHost> same = [];
        for (int i = 0; i < 12; i++)
        {
            same.Add(await StartAsync(network, o => o with { Identity = identity }));
            await same[^1].ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);
        }
        await HostPair.UntilAsync(() => same.Count(s => s.ConnectedPeers.Count > 0) == 8);

        Assert.Equal(8, host.Connections().Count);
        foreach (Libp2pHost one in same) await one.DisposeAsync();
    }

    [Fact]
    public async Task Two_hosts_that_dial_each_other_at_once_end_up_with_one_connection()
    {
        FakeTimeProvider clock = new();
        MemoryNetwork network = new();
        for (int round = 0; round < 5; round++)
        {
            await using Libp2pHost a = await StartAsync(network, o => o with { Clock = clock });
            await using Libp2pHost b = await StartAsync(network, o => o with { Clock = clock });
            await Task.WhenAll(
                Task.Run(() => a.ConnectAsync(b.LocalPeer, b.ListenAddresses, HostPair.Patience).AsTask()),
                Task.Run(() => b.ConnectAsync(a.LocalPeer, a.ListenAddresses, HostPair.Patience).AsTask()));
            await HostPair.UntilAsync(() =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return a.Connections().Count == 1 && b.Connections().Count == 1;
            });
            Assert.Equal(a.IsOutbound(b.LocalPeer), !b.IsOutbound(a.LocalPeer));
        }
    }

    [Fact]
    public async Task Many_who_want_the_same_peer_share_one_dial()
    {
        MemoryNetwork network = new();
        await using Libp2pHost a = await StartAsync(network);
        await using Libp2pHost b = await StartAsync(network);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => a.ConnectAsync(b.LocalPeer, b.ListenAddresses, HostPair.Patience).AsTask()));

        Assert.Single(a.Connections());
    }

    [Fact]
    public async Task An_address_that_failed_is_left_alone_for_a_while()
    {
        FakeTimeProvider clock = new();
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network, o => o with { Clock = clock });
        PeerId peer = IdentityKey.Generate().PeerId;
        Multiaddr nowhere = At("/memory/4711");

        PeerUnreachableException first = await Assert.ThrowsAsync<PeerUnreachableException>(() => host.ConnectAsync(peer, [nowhere], HostPair.Patience).AsTask());
        PeerUnreachableException second = await Assert.ThrowsAsync<PeerUnreachableException>(() => host.ConnectAsync(peer, [nowhere], HostPair.Patience).AsTask());
        clock.Advance(TimeSpan.FromSeconds(6));
        PeerUnreachableException third = await Assert.ThrowsAsync<PeerUnreachableException>(() => host.ConnectAsync(peer, [nowhere], HostPair.Patience).AsTask());

        Assert.Contains("nobody listens", first.Message, StringComparison.Ordinal);
        Assert.Contains("a moment ago", second.Message, StringComparison.Ordinal);
        Assert.Contains("nobody listens", third.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Above_the_high_water_unprotected_connections_are_closed_down_to_the_low_water()
    {
        FakeTimeProvider clock = new();
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network, o => o with { Clock = clock, Limits = new HostLimits { HighWater = 8, LowWater = 4 } });
        List<Libp2pHost> others = [];
        for (int i = 0; i < 10; i++)
        {
            others.Add(await StartAsync(network));
            if (i < 2) host.Protect(others[i].LocalPeer, "bootstrap");
            await others[i].ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);
        }
        await HostPair.UntilAsync(() => host.ConnectedPeers.Count == 10);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Task.Delay(50);
        Assert.Equal(10, host.ConnectedPeers.Count); // all within their grace

        await HostPair.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return host.ConnectedPeers.Count <= 4;
        });

        Assert.Equal(4, host.ConnectedPeers.Count);
        Assert.Contains(others[0].LocalPeer, host.ConnectedPeers);
        Assert.Contains(others[1].LocalPeer, host.ConnectedPeers);
        foreach (Libp2pHost other in others) await other.DisposeAsync();
    }

    [Fact]
    public async Task Streams_that_are_not_negotiated_in_time_are_reset()
    {
        FakeTimeProvider clock = new();
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network, o => o with { Clock = clock });
        using Adversarial.RawConnection slow = await Adversarial.RawConnection.ConnectAsync(host, network);
        slow.Send(Yamux.FrameType.WindowUpdate, Yamux.FrameFlags.Syn, 1, 0);
        Task<Yamux.YamuxHeader?> reset = slow.ReadUntilAsync(h => h.StreamId == 1 && (h.Flags & Yamux.FrameFlags.Reset) != 0);

        await HostPair.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return reset.IsCompleted;
        });

        Assert.NotNull(await reset);
    }

    [Fact]
    public async Task A_quiet_peer_is_probed_and_one_that_is_gone_is_noticed()
    {
        FakeTimeProvider clock = new();
        MemoryNetwork network = new();
        await using Libp2pHost host = await StartAsync(network, o => o with { Clock = clock });
        using Adversarial.RawConnection peer = await Adversarial.RawConnection.ConnectAsync(host, network);
        await HostPair.UntilAsync(() => host.ConnectedPeers.Count == 1);
        Task<Yamux.YamuxHeader?> ping = peer.ReadUntilAsync(h => h.Type == Yamux.FrameType.Ping);
        await HostPair.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return ping.IsCompleted;
        });
        Assert.NotNull(await ping);
        Assert.Single(host.ConnectedPeers);

        await HostPair.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return host.ConnectedPeers.Count == 0;
        });
    }

    private static async Task StaysUnconnectedAsync(Libp2pHost from, Libp2pHost to)
    {
        while (from.ConnectedPeers.Count == 0)
        {
            try
            {
                await from.ConnectAsync(to.LocalPeer, to.ListenAddresses, HostPair.Patience);
            }
            catch (PeerUnreachableException)
            {
                await Task.Delay(100);
            }
        }
        await HostPair.UntilAsync(() => from.ConnectedPeers.Count == 0); // secured, and sent away
    }

    private static Multiaddr At(string address) => Multiaddr.Parse(address);

    private static async Task<Libp2pHost> StartAsync(MemoryNetwork network, Func<HostOptions, HostOptions>? configure = null)
    {
        HostOptions options = HostPair.Options(network, tcp: false);
        Libp2pHost host = new(configure?.Invoke(options) ?? options);
        await host.StartAsync();
        return host;
    }

    private sealed class Gater : IConnectionGater
    {
        public Func<PeerId, string?> Peer { get; set; } = _ => null;

        public Func<Multiaddr, string?> Address { get; set; } = _ => null;

        public Func<Multiaddr, string?> Accept { get; set; } = _ => null;

        public Func<PeerId, bool, string?> Secured { get; set; } = (_, _) => null;

        public string? RefuseDial(PeerId peer) => Peer(peer);

        public string? RefuseDial(PeerId peer, Multiaddr address) => Address(address);

        public string? RefuseAccept(Multiaddr remoteAddress) => Accept(remoteAddress);

        public string? RefuseSecured(PeerId peer, Multiaddr remoteAddress, bool isInbound) => Secured(peer, isInbound);
    }

    private sealed class MetricWatch : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public MetricWatch(string instrument, string tag, string value)
        {
            _listener.InstrumentPublished = (published, listener) =>
            {
                if (published.Name == instrument) listener.EnableMeasurementEvents(published);
            };
            _listener.SetMeasurementEventCallback<long>((_, measurement, tags, _) =>
            {
                foreach (KeyValuePair<string, object?> pair in tags)
                    if (pair.Key == tag && (string?)pair.Value == value) Interlocked.Add(ref _count, measurement);
            });
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
