using Xe.Core.AccountDirectory;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Node.AccountDirectory;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class DirectoryTests
{
    private const string Network = "testnet-0003";
    private readonly ManualClock _clock = new();

    [Fact]
    public void The_highest_timestamp_wins_and_an_equal_one_keeps_the_first()
    {
        DirectoryTable table = new(Network, _clock);
        using AccountKey key = AccountKey.Generate();
        long now = _clock.UnixNow();
        Assert.Null(table.Register(Record(key, "one", now)));
        Assert.Null(table.Register(Record(key, "older", now - 1)));
        Assert.Null(table.Register(Record(key, "equal", now)));
        Assert.Equal("one", table.Lookup(key.Address)?.NodePeer);
        Assert.Null(table.Register(Record(key, "newer", now + 1)));
        Assert.Equal("newer", table.Lookup(key.Address)?.NodePeer);
    }

    [Fact]
    public void A_record_expires_by_its_own_timestamp_and_is_pruned()
    {
        DirectoryTable table = new(Network, _clock);
        using AccountKey key = AccountKey.Generate();
        table.Register(Record(key, "peer", _clock.UnixNow()));
        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.NotNull(table.Lookup(key.Address));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(table.Lookup(key.Address));
        Assert.Empty(table.List());
        Assert.Equal(1, table.Prune());
    }

    [Fact]
    public void A_record_from_the_future_or_the_past_is_not_stored()
    {
        DirectoryTable table = new(Network, _clock);
        using AccountKey key = AccountKey.Generate();
        Assert.NotNull(table.Register(Record(key, "peer", _clock.UnixNow() + 301_000_000_000)));
        Assert.NotNull(table.Register(Record(key, "peer", _clock.UnixNow() - 1_801_000_000_000)));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void A_forged_record_is_refused()
    {
        DirectoryTable table = new(Network, _clock);
        using AccountKey key = AccountKey.Generate();
        DirectoryRegistration record = Record(key, "peer", _clock.UnixNow());
        Assert.NotNull(table.Register(record with { NodePeer = "x" }));
        Assert.NotNull(table.Register(record with { Account = new string('a', 64) }));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void A_full_table_refuses_new_accounts_but_renews_known_ones()
    {
        DirectoryTable table = new(Network, _clock, capacity: 1);
        using AccountKey first = AccountKey.Generate(), second = AccountKey.Generate();
        Assert.Null(table.Register(Record(first, "peer", _clock.UnixNow())));
        Assert.Equal("directory_full", table.Register(Record(second, "peer", _clock.UnixNow()))?.Code);
        Assert.Null(table.Register(Record(first, "peer2", _clock.UnixNow() + 1)));
        _clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Null(table.Register(Record(second, "peer", _clock.UnixNow())));
    }

    private static DirectoryRegistration Record(AccountKey key, string peer, long timestamp)
    {
        byte[] seed = new byte[32];
        key.CopySeed(seed);
        return RegistrationSigning.Create(seed, peer, timestamp, Network);
    }
}
