using Microsoft.Extensions.Time.Testing;
using Xe.Libp2p.Dht;

namespace Xe.Libp2p.Tests.Dht;

public sealed class RoutingTableTests
{
    private static readonly PeerId Self = Id(0);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void The_nearest_are_those_with_the_smallest_xor_distance()
    {
        RoutingTable table = new(Self, 20, TimeSpan.FromMinutes(20), _clock);
        List<PeerId> taken = [.. Enumerable.Range(1, 500).Select(Id).Where(table.Answered)];
        Assert.InRange(taken.Count, 60, 300);
        Assert.Equal(taken.Count, table.Count);

        byte[] target = System.Security.Cryptography.SHA256.HashData(Id(1000).Span);
        List<PeerId> expected = [.. taken.OrderBy(peer => new System.Numerics.BigInteger(
            System.Security.Cryptography.SHA256.HashData(peer.Span).Zip(target, (a, b) => (byte)(a ^ b)).ToArray(), isUnsigned: true, isBigEndian: true)).Take(20)];

        Assert.Equal(expected, table.Nearest(KadKey.Of(Id(1000)), 20));
    }

    [Fact]
    public void A_full_bucket_keeps_who_answers_and_gives_way_to_newcomers_only_after_the_grace()
    {
        RoutingTable table = new(Self, 2, TimeSpan.FromMinutes(20), _clock);
        PeerId[] far = [.. Enumerable.Range(1, 100).Select(Id).Where(peer => KadKey.Of(peer).CommonPrefixLength(KadKey.Of(Self)) == 0).Take(4)];
        Assert.True(table.Answered(far[0]));
        Assert.True(table.Answered(far[1]));
        Assert.False(table.Answered(far[2]));
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True(table.Answered(far[1]));
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(table.Answered(far[2]));
        Assert.False(table.Contains(far[0]));
        Assert.True(table.Contains(far[1]));
        Assert.False(table.Answered(far[3]));
        table.Remove(far[1]);
        Assert.True(table.Answered(far[3]));
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void This_host_is_never_in_its_own_table()
    {
        RoutingTable table = new(Self, 20, TimeSpan.FromMinutes(20), _clock);
        Assert.False(table.Answered(Self));
        Assert.Equal(-1, table.Depth);
    }

    [Fact]
    public void Refresh_keys_share_exactly_the_wanted_prefix()
    {
        for (int bits = 0; bits <= 10; bits++)
            Assert.Equal(bits, KadKey.Of(Self).CommonPrefixLength(KadKey.Of(KademliaDht.RandomKey(Self, bits))));
    }

    internal static PeerId Id(int number) => IdentityKey.FromSeed([(byte)number, (byte)(number >> 8), .. new byte[30]]).PeerId;
}
