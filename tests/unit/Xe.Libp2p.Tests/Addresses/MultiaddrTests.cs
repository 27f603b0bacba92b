using System.Net;

namespace Xe.Libp2p.Tests.Addresses;

public sealed class MultiaddrTests
{
    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/9000", "047f000001062328")]
    [InlineData("/ip6/::1/tcp/4001", "2900000000000000000000000000000001060fa1")]
    [InlineData("/dns4/example.org/tcp/1", "360b6578616d706c652e6f7267060001")]
    [InlineData("/memory/5", "89060000000000000005")]
    [InlineData("/ip4/1.2.3.4/udp/4001/quic-v1", "040102030491020fa1cd03")]
    public void Text_and_bytes_agree(string text, string hex)
    {
        Multiaddr address = Multiaddr.Parse(text);

        Assert.Equal(hex, Convert.ToHexStringLower(address.Span));
        Assert.True(Multiaddr.TryFromBytes(Convert.FromHexString(hex), out Multiaddr? again));
        Assert.Equal(text, again.ToString());
        Assert.Equal(address, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ip4/1.2.3.4")]
    [InlineData("/ip4/1.2.3")]
    [InlineData("/ip4/::1")]
    [InlineData("/ip4/1.2.3.4/tcp/65536")]
    [InlineData("/ip4/1.2.3.4/tcp/-1")]
    [InlineData("/ip4/1.2.3.4/tcp")]
    [InlineData("/nonsense/1")]
    [InlineData("/ip4/1.2.3.4/tcp/1/p2p/abc")]
    public void Bad_text_is_refused(string text) => Assert.False(Multiaddr.TryParse(text, out _));

    [Fact]
    public void Unknown_protocols_are_kept_as_bytes_and_not_dialable()
    {
        byte[] bytes = [0x04, 1, 2, 3, 4, 0xff, 0x7f, 1, 2, 3];

        Assert.True(Multiaddr.TryFromBytes(bytes, out Multiaddr? address));

        Assert.Equal("/ip4/1.2.3.4/unknown/ff7f010203", address.ToString());
        Assert.Equal(address, Multiaddr.Parse(address.ToString()));
        Assert.False(address.TryGetTcpEndPoint(out _));
    }

    [Theory]
    [InlineData("04010203")]
    [InlineData("0401020304060f")]
    [InlineData("a503ff")]
    [InlineData("ffffffffffffffffffffff")]
    public void Truncated_bytes_are_refused(string hex) => Assert.False(Multiaddr.TryFromBytes(Convert.FromHexString(hex), out _));

    [Fact]
    public void Peer_part_is_added_and_taken_off()
    {
        PeerId peer = IdentityKey.Generate().PeerId;
        Multiaddr bare = Multiaddr.Parse("/ip4/10.0.0.1/tcp/9000");

        Multiaddr full = bare.WithPeer(peer);

        Assert.Equal(peer, full.Peer);
        Assert.Equal($"/ip4/10.0.0.1/tcp/9000/p2p/{peer}", full.ToString());
        Assert.Equal(bare, full.WithoutPeer());
        Assert.True(full.TryGetTcpEndPoint(out IPEndPoint? endPoint));
        Assert.Equal(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 9000), endPoint);
        Assert.Equal(bare, Multiaddr.FromTcp(endPoint));
    }
}
