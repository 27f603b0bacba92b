using System.Net;
using Xe.Libp2p.Mdns;

namespace Xe.Libp2p.Tests.Mdns;

public sealed class DnsTests
{
    [Fact]
    public void A_query_has_the_known_bytes()
    {
        Assert.Equal("000000000001000000000000" + "045f703270" + "045f756470" + "056c6f63616c00" + "000c0001", Convert.ToHexStringLower(DnsWriter.Query("_p2p._udp.local")));
        Assert.True(DnsMessage.TryDecode(DnsWriter.Query("xe-poc.local"), out DnsMessage? query));
        Assert.False(query.IsResponse);
        Assert.Equal([new DnsQuestion("xe-poc.local", DnsType.Ptr)], query.Questions);
    }

    [Fact]
    public void A_response_reads_back()
    {
        byte[] packet = DnsWriter.Response("_p2p._udp.local", "abc", 4001, ["dnsaddr=/ip4/1.2.3.4/tcp/1", "x"], [IPAddress.Parse("1.2.3.4"), IPAddress.IPv6Loopback]);
        Assert.True(DnsMessage.TryDecode(packet, out DnsMessage? response));
        Assert.True(response.IsResponse);
        Assert.Equal([DnsType.Ptr, DnsType.Srv, DnsType.Txt, DnsType.A, DnsType.Aaaa], response.Records.Select(record => record.Type));
        Assert.Equal("abc._p2p._udp.local", response.Records[0].Target);
        Assert.Equal(["dnsaddr=/ip4/1.2.3.4/tcp/1", "x"], response.Records[2].Texts);
        Assert.All(response.Records, record => Assert.Equal(120u, record.TtlSeconds));
    }

    [Fact]
    public void Compressed_names_are_followed()
    {
        // header, then: 12 "a.local", 21 "b" → 14 ("local"); PTR of b.local is a → 14
        byte[] packet = Convert.FromHexString("000084000001000100000000" + "0161056c6f63616c00" + "000c0001" + "0162c00e" + "000c000100000078" + "0004" + "0161c00e");
        Assert.True(DnsMessage.TryDecode(packet, out DnsMessage? message));
        Assert.Equal("a.local", message.Questions[0].Name);
        Assert.Equal("b.local", message.Records[0].Name);
        Assert.Equal("a.local", message.Records[0].Target);
    }

    [Theory]
    [InlineData("c00c")] // itself
    [InlineData("c00d")] // forward
    [InlineData("0161c00c")] // a loop of two
    [InlineData("c0")]
    [InlineData("40")]
    [InlineData("05616263")]
    public void Names_that_never_end_are_refused(string name)
    {
        byte[] packet = Convert.FromHexString("000000000001000000000000" + name + "000c0001");
        Assert.False(DnsMessage.TryDecode(packet, out _));
    }

    [Fact]
    public void The_decoder_survives_any_bytes()
    {
        Random random = new(11);
        byte[][] seeds =
        [
            DnsWriter.Query("_p2p._udp.local"), DnsWriter.Response("xe-poc.local", "abc", 1, ["dnsaddr=/ip4/1.2.3.4/tcp/1"], [IPAddress.Loopback]),
            Convert.FromHexString("000084000001000100000000" + "0161056c6f63616c00" + "000c0001" + "0162c00e" + "000c000100000078" + "0004" + "0161c00e"),
        ];
        int decoded = 0;
        for (int i = 0; i < 200_000; i++)
        {
            if (!DnsMessage.TryDecode(Fuzz.Mutate(seeds[random.Next(seeds.Length)], random), out DnsMessage? message)) continue;
            decoded++;
            Assert.All(message.Records, record => Assert.True(record.Name.Length <= 255));
        }
        Assert.InRange(decoded, 1000, 199_000);
    }
}
