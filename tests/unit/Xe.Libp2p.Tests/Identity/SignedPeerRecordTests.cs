namespace Xe.Libp2p.Tests.Identity;

public sealed class SignedPeerRecordTests
{
    private static readonly IdentityKey Key = IdentityKey.FromSeed(new byte[32]);
    private static readonly Multiaddr[] Addresses = [Multiaddr.Parse("/ip4/1.2.3.4/tcp/9000"), Multiaddr.Parse("/ip6/::1/tcp/1")];

    [Fact]
    public void A_record_opens_to_what_was_signed()
    {
        byte[] envelope = SignedPeerRecord.Sign(Key, 7, Addresses);

        Assert.True(SignedPeerRecord.TryOpen(envelope, out SignedPeerRecord? record));
        Assert.Equal(Key.PeerId, record.Peer);
        Assert.Equal(7UL, record.Sequence);
        Assert.Equal(Addresses, record.Addresses);
        Assert.Contains("12020301", Convert.ToHexStringLower(envelope), StringComparison.Ordinal); // payload type 03 01
    }

    [Fact]
    public void Any_changed_byte_closes_it()
    {
        byte[] envelope = SignedPeerRecord.Sign(Key, 7, Addresses);
        for (int i = 0; i < envelope.Length; i++)
        {
            byte[] changed = [.. envelope];
            changed[i] ^= 0x20;
            Assert.False(SignedPeerRecord.TryOpen(changed, out _), $"byte {i}");
        }
    }

    [Fact]
    public void Too_many_addresses_or_bytes_are_refused()
    {
        Assert.False(SignedPeerRecord.TryOpen(SignedPeerRecord.Sign(Key, 1, Enumerable.Range(1, 65).Select(i => Multiaddr.Parse($"/ip4/1.2.3.4/tcp/{i}"))), out _));
        Assert.False(SignedPeerRecord.TryOpen(new byte[SignedPeerRecord.MaxLength + 1], out _));
    }

    [Fact]
    public void The_decoder_survives_any_bytes()
    {
        Random random = new(3);
        byte[] envelope = SignedPeerRecord.Sign(Key, 7, Addresses);
        for (int i = 0; i < 20_000; i++)
            if (SignedPeerRecord.TryOpen(Fuzz.Mutate(envelope, random), out SignedPeerRecord? record)) Assert.Equal(Key.PeerId, record.Peer);
    }
}
