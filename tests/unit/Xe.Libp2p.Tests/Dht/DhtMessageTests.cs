using Xe.Libp2p.Dht;

namespace Xe.Libp2p.Tests.Dht;

public sealed class DhtMessageTests
{
    private static readonly PeerId Peer = IdentityKey.FromSeed(new byte[32]).PeerId;
    private static readonly PeerId Other = IdentityKey.FromSeed([1, .. new byte[31]]).PeerId;

    [Fact]
    public void Messages_read_back()
    {
        DhtMessage message = new()
        {
            Type = DhtMessageType.GetProviders,
            Key = [1, 2, 3],
            Closer = [new DhtPeer(Peer, [Multiaddr.Parse("/ip4/1.2.3.4/tcp/9000")])],
            Providers = [new DhtPeer(Other, [Multiaddr.Parse("/ip6/::1/tcp/1"), Multiaddr.Parse("/ip4/1.1.1.1/tcp/1")])],
        };

        Assert.True(DhtMessage.TryDecode(message.Encode(_ => true), out DhtMessage? read));
        Assert.Equal(DhtMessageType.GetProviders, read.Type);
        Assert.Equal(message.Key, read.Key);
        Assert.Equal(message.Closer[0].Id, read.Closer[0].Id);
        Assert.Equal(message.Closer[0].Addresses, read.Closer[0].Addresses);
        Assert.Equal(message.Providers[0].Addresses, read.Providers[0].Addresses);
    }

    [Fact]
    public void A_find_node_request_has_the_known_bytes()
    {
        DhtMessage message = new() { Type = DhtMessageType.FindNode, Key = Peer.Span.ToArray() };
        Assert.Equal("08041226" + Convert.ToHexStringLower(Peer.Span) + "5000", Convert.ToHexStringLower(message.Encode()));
    }

    [Fact]
    public void What_a_peer_list_holds_beyond_the_bounds_is_passed_over()
    {
        Multiaddr[] addresses = [.. Enumerable.Range(1, 100).Select(i => Multiaddr.Parse($"/ip4/1.2.3.4/tcp/{i}"))];
        byte[] encoded = new DhtMessage
        {
            Type = DhtMessageType.FindNode,
            Closer = [.. Enumerable.Range(0, 200).Select(i => new DhtPeer(IdentityKey.FromSeed([(byte)i, 9, .. new byte[30]]).PeerId, addresses))],
        }.Encode();

        Assert.True(DhtMessage.TryDecode(encoded, out DhtMessage? read));
        Assert.Equal(DhtMessage.MaxPeers, read.Closer.Count);
        Assert.All(read.Closer, peer => Assert.Equal(DhtMessage.MaxAddressesPerPeer, peer.Addresses.Count));
    }

    [Fact]
    public void Addresses_that_name_another_peer_are_left_out()
    {
        byte[] encoded = new DhtMessage
        {
            Type = DhtMessageType.FindNode,
            Closer = [new DhtPeer(Peer, [Multiaddr.Parse($"/ip4/1.2.3.4/tcp/1/p2p/{Other}"), Multiaddr.Parse($"/ip4/1.2.3.4/tcp/2/p2p/{Peer}")])],
        }.Encode();
        Assert.True(DhtMessage.TryDecode(encoded, out DhtMessage? read));
        Assert.Equal([Multiaddr.Parse("/ip4/1.2.3.4/tcp/2")], read.Closer[0].Addresses);
    }

    [Fact]
    public void The_decoder_survives_any_bytes()
    {
        Random random = new(5);
        byte[] seed = new DhtMessage
        {
            Type = DhtMessageType.GetProviders,
            Key = new byte[34],
            Closer = [new DhtPeer(Peer, [Multiaddr.Parse("/ip4/1.2.3.4/tcp/9000")]), new DhtPeer(Other, [])],
            Providers = [new DhtPeer(Other, [Multiaddr.Parse("/ip6/::1/tcp/1")])],
        }.Encode();
        int decoded = 0;
        for (int i = 0; i < 100_000; i++)
        {
            if (!DhtMessage.TryDecode(Fuzz.Mutate(seed, random), out DhtMessage? message)) continue;
            decoded++;
            Assert.True(DhtMessage.TryDecode(message.Encode(), out DhtMessage? again));
            Assert.Equal(message.Key, again.Key);
        }
        Assert.InRange(decoded, 1000, 99_000);
    }
}
