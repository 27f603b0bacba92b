using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Node.Net.Netcheck;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class BanTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("xe-bans").FullName;
    private readonly ManualClock _clock = new();

    private string FilePath => Path.Combine(_directory, "bans.json");

    [Fact]
    public void A_ban_ends_by_itself()
    {
        BanList bans = new(_clock);
        PeerId peer = NewPeer();
        bans.Ban(peer, TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromMinutes(9.9));
        Assert.True(bans.IsBanned(peer));
        _clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.False(bans.IsBanned(peer));
        Assert.Equal(0, bans.Count);
    }

    [Fact]
    public void Trust_lifts_a_ban_and_forbids_further_ones()
    {
        BanList bans = new(_clock);
        PeerId peer = NewPeer();
        bans.Ban(peer, TimeSpan.FromHours(1));
        bans.Trust(peer);
        Assert.False(bans.IsBanned(peer));
        Assert.False(bans.Ban(peer, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void The_list_is_bounded_and_drops_the_oldest()
    {
        BanList bans = new(_clock);
        PeerId first = NewPeer();
        bans.Ban(first, TimeSpan.FromHours(1));
        for (int i = 0; i < BanList.MaxEntries; i++)
            bans.Ban(NewPeer(), TimeSpan.FromHours(1));
        Assert.Equal(BanList.MaxEntries, bans.Count);
        Assert.False(bans.IsBanned(first));
    }

    [Fact]
    public void Bans_survive_a_restart_in_the_published_format()
    {
        BanList bans = new(_clock);
        PeerId peer = NewPeer();
        bans.Ban(peer, TimeSpan.FromHours(1));
        Assert.Null(new BanFile(FilePath, bans, _clock).Save());
        long expiry = _clock.UnixNow() + 3_600_000_000_000;
        Assert.Equal($"{{\"version\":1,\"entries\":[{{\"peer\":\"{peer}\",\"expiry_ns\":{expiry}}}]}}", File.ReadAllText(FilePath));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));

        BanList again = new(_clock);
        Assert.Null(new BanFile(FilePath, again, _clock).Load());
        Assert.True(again.IsBanned(peer));
    }

    [Fact]
    public void An_unchanged_list_is_not_written_again()
    {
        BanList bans = new(_clock);
        BanFile file = new(FilePath, bans, _clock);
        file.Save();
        Assert.False(File.Exists(FilePath));
        bans.Ban(NewPeer(), TimeSpan.FromHours(1));
        file.Save();
        File.Delete(FilePath);
        file.Save();
        Assert.False(File.Exists(FilePath));
    }

    [Theory]
    [InlineData("{\"version\":2,\"entries\":[]}", "unknown version 2")]
    [InlineData("{\"version\":1,", "unexpected end of JSON input")]
    public void A_file_that_is_not_understood_is_ignored_with_a_reason(string content, string reason)
    {
        File.WriteAllText(FilePath, content);
        BanList bans = new(_clock);
        Assert.Equal(reason, new BanFile(FilePath, bans, _clock).Load());
        Assert.Equal(0, bans.Count);
    }

    [Fact]
    public void Expired_and_undecodable_entries_are_passed_over()
    {
        PeerId peer = NewPeer();
        File.WriteAllText(FilePath, $"{{\"version\":1,\"entries\":[{{\"peer\":\"{NewPeer()}\",\"expiry_ns\":5}},{{\"peer\":\"x\",\"expiry_ns\":{long.MaxValue}}},{{\"peer\":\"{peer}\",\"expiry_ns\":{long.MaxValue}}}]}}");
        BanList bans = new(_clock);
        Assert.Null(new BanFile(FilePath, bans, _clock).Load());
        Assert.Equal(1, bans.Count);
        Assert.True(bans.IsBanned(peer));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static PeerId NewPeer() => IdentityKey.Generate().PeerId;
}
