namespace Xe.Libp2p.Tests.Identity;

public sealed class IdentityTests
{
    private const string Peer = "12D3KooWA4Xop1JaT3MHxwYMkCepYsv4iPVopMXwCz5iHYdBfeSB";
    private const string File = "08011240000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";

    [Fact]
    public void Seed_gives_the_published_key_file_and_peer_id()
    {
        IdentityKey key = IdentityKey.FromSeed(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

        Assert.Equal(File, Convert.ToHexStringLower(key.Encode()));
        Assert.Equal("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8", Convert.ToHexStringLower(key.PublicKey.Data));
        Assert.Equal(Peer, key.PeerId.ToString());
        Assert.Equal(38, key.PeerId.Length);
    }

    [Fact]
    public void Peer_id_text_and_bytes_round_trip()
    {
        PeerId peer = PeerId.Parse(Peer);

        Assert.True(PeerId.TryFromBytes(peer.Span, out PeerId? again));
        Assert.Equal(peer, again);
        Assert.True(peer.TryGetPublicKey(out PublicKey? key));
        Assert.Equal(peer, key.ToPeerId());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("12D3KooW")]
    [InlineData("not a peer id")]
    public void Bad_peer_id_text_is_refused(string text) => Assert.False(PeerId.TryParse(text, out _));

    [Fact]
    public void Rsa_peer_ids_are_carried()
    {
        const string Rsa = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";

        PeerId peer = PeerId.Parse(Rsa);

        Assert.Equal(Rsa, peer.ToString());
        Assert.Equal(34, peer.Length);
        Assert.False(peer.TryGetPublicKey(out _));
    }

    [Fact]
    public void Gossip_vector_signs_and_verifies()
    {
        IdentityKey key = IdentityKey.FromSeed(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        byte[] unsigned = Convert.FromHexString("0a2600240801122003a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8120c7b22626c6f636b223a7b7d7d1a0817979cfe362a0001220978652f626c6f636b73");
        byte[] signed = [.. "libp2p-pubsub:"u8, .. unsigned];

        byte[] signature = key.Sign(signed);

        Assert.Equal("470ae48aabf5f550beaaa7ba59667199b904192149106d96f5b211f213810f60d48d7d79b342d1bcdba9e2c229a9f192b35c8bf818e27bbe4a5cf3b3231a100c", Convert.ToHexStringLower(signature));
        Assert.True(key.PublicKey.Verify(signed, signature));
        signature[3] ^= 1;
        Assert.False(key.PublicKey.Verify(signed, signature));
    }

    [Fact]
    public void Key_file_is_created_once_and_read_again()
    {
        string directory = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("n"));
        string path = Path.Combine(directory, "host.key");
        try
        {
            IdentityKey created = IdentityKey.LoadOrCreate(path);
            IdentityKey loaded = IdentityKey.LoadOrCreate(path);

            Assert.Equal(created.PeerId, loaded.PeerId);
            Assert.Equal(IdentityKey.EncodedLength, new FileInfo(path).Length);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(path));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Corrupt_key_file_stops_the_start()
    {
        string path = Path.GetTempFileName();
        try
        {
            byte[] bytes = Convert.FromHexString(File);
            bytes[^1] ^= 1;
            System.IO.File.WriteAllBytes(path, bytes);

            Assert.Throws<InvalidDataException>(() => IdentityKey.LoadOrCreate(path));
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
