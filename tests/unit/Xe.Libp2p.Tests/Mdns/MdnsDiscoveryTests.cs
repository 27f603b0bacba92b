using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Xe.Libp2p.Mdns;
using Xe.Libp2p.Tests.Fakes;

namespace Xe.Libp2p.Tests.Mdns;

public sealed class MdnsDiscoveryTests
{
    [Fact]
    public async Task Two_hosts_on_one_link_find_each_other()
    {
        Link link = new();
        FakeNetwork network = new(new FakeTimeProvider());
        FakeHost a = network.AddHost(), b = network.AddHost();
        MdnsOptions options = new() { Service = "xe-poc" };
        await using MdnsDiscovery left = new(a, options), right = new(b, options), stranger = new(network.AddHost());
        ConcurrentQueue<DiscoveredPeer> foundByA = new(), foundByB = new(), foundByStranger = new();
        left.PeerFound += foundByA.Enqueue;
        right.PeerFound += foundByB.Enqueue;
        stranger.PeerFound += foundByStranger.Enqueue;
        left.Start(link.Attach());
        right.Start(link.Attach());
        stranger.Start(link.Attach());
        await Wait.Until(() => !foundByA.IsEmpty && !foundByB.IsEmpty, "discovery", () => network.Manual.Advance(TimeSpan.FromSeconds(1)));

        Assert.True(foundByA.TryPeek(out DiscoveredPeer? found));
        Assert.Equal(b.LocalPeer, found.Peer);
        Assert.Equal(b.ListenAddresses, found.Addresses);
        Assert.All(foundByB, peer => Assert.Equal(a.LocalPeer, peer.Peer));
        Assert.Empty(foundByStranger); // another service
    }

    [Fact]
    public async Task A_flood_of_queries_is_answered_once_a_second_and_garbage_not_at_all()
    {
        Link link = new();
        FakeNetwork network = new(new FakeTimeProvider());
        await using MdnsDiscovery discovery = new(network.AddHost());
        using Channel listener = link.Attach();
        discovery.Start(link.Attach());
        await Wait.Until(() => link.Packets > 0, "first query");
        Random random = new(1);
        for (int i = 0; i < 500; i++)
        {
            await listener.SendAsync(DnsWriter.Query("_p2p._udp.local"), default);
            await listener.SendAsync(Fuzz.Mutate(DnsWriter.Query("_p2p._udp.local"), random).AsMemory(), default);
        }
        int Answers() => link.Sent.Count(packet => DnsMessage.TryDecode(packet, out DnsMessage? message) && message.IsResponse && message.Records.Count >= 3);
        await Wait.Until(() => Answers() == 1, "an answer");
        await Task.Delay(100);
        Assert.Equal(1, Answers());
        network.Manual.Advance(TimeSpan.FromSeconds(1));
        await listener.SendAsync(DnsWriter.Query("_P2P._udp.local."), default);
        await Wait.Until(() => Answers() == 2, "the next answer");
    }

    [SkippableMulticastFact]
    public async Task Real_multicast_reaches_another_responder_on_this_machine()
    {
        FakeNetwork network = new();
        FakeHost a = network.AddHost(), b = network.AddHost();
        MdnsOptions options = new() { Service = $"xe-test-{Environment.ProcessId}", QueryInterval = TimeSpan.FromMilliseconds(300) };
        await using MdnsDiscovery left = new(a, options), right = new(b, options);
        ConcurrentQueue<DiscoveredPeer> found = new();
        left.PeerFound += found.Enqueue;
        left.Start();
        right.Start();
        await Wait.Until(() => !found.IsEmpty, "discovery over the network");
        Assert.True(found.TryPeek(out DiscoveredPeer? peer));
        Assert.Equal(b.LocalPeer, peer.Peer);
    }

    /// <summary>A link every attached channel hears, its own sender included.</summary>
    private sealed class Link
    {
        private readonly ConcurrentBag<Channel> _channels = [];

        public ConcurrentQueue<byte[]> Sent { get; } = new();

        public int Packets => Sent.Count;

        public Channel Attach()
        {
            Channel channel = new(this);
            _channels.Add(channel);
            return channel;
        }

        public void Send(byte[] packet)
        {
            Sent.Enqueue(packet);
            foreach (Channel channel in _channels) channel.Offer(packet);
        }
    }

    private sealed class Channel(Link link) : IMulticastChannel
    {
        private readonly Channel<byte[]> _packets = System.Threading.Channels.Channel.CreateUnbounded<byte[]>();

        public void Offer(byte[] packet) => _packets.Writer.TryWrite(packet);

        public ValueTask SendAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken)
        {
            link.Send(packet.ToArray());
            return ValueTask.CompletedTask;
        }

        public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            byte[] packet = await _packets.Reader.ReadAsync(cancellationToken);
            packet.CopyTo(buffer);
            return packet.Length;
        }

        public void Dispose() => _packets.Writer.TryComplete();
    }
}
