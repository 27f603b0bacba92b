using System.Security.Cryptography;
using Xe.Libp2p.Noise;

namespace Xe.Libp2p.Tests.Noise;

public sealed class NoiseTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1536)]
    [InlineData(1537)]
    [InlineData(65519)]
    public void Both_engines_open_what_either_sealed(int length)
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        using NoiseCipher sealing = new(key);
        using NoiseCipher opening = new(key);
        byte[] text = RandomNumberGenerator.GetBytes(length);
        for (int i = 0; i < 3; i++)
        {
            byte[] frame = new byte[length + NoiseCipher.TagBytes];
            sealing.Seal(text, frame);
            byte[] tag = new byte[16];
            byte[] expected = new byte[length];
            using (ChaCha20Poly1305 reference = new(key)) reference.Encrypt(new byte[] { 0, 0, 0, 0, (byte)i, 0, 0, 0, 0, 0, 0, 0 }, text, expected, tag);
            Assert.Equal([.. expected, .. tag], frame);
            Assert.True(opening.TryOpen(frame));
            Assert.Equal(text, frame[..length]);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    public void A_changed_bit_anywhere_is_noticed(int length)
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        foreach (int at in new[] { 0, length / 2, length - 1, length, length + 15 })
        {
            using NoiseCipher sealing = new(key);
            using NoiseCipher opening = new(key);
            byte[] frame = new byte[length + NoiseCipher.TagBytes];
            sealing.Seal(new byte[length], frame);
            frame[at] ^= 0x10;
            Assert.False(opening.TryOpen(frame));
        }
    }

    [Fact]
    public void A_changed_bit_in_any_handshake_message_ends_the_handshake()
    {
        for (int message = 1; message < 3; message++)
        {
            for (int at = 0; at < 80; at += 7)
            {
                (XxHandshake initiator, XxHandshake responder) = NewPair();
                bool failed = false;
                for (int i = 0; i <= message; i++)
                {
                    (XxHandshake writer, XxHandshake reader) = i % 2 == 0 ? (initiator, responder) : (responder, initiator);
                    byte[] bytes = new byte[200];
                    int length = writer.WriteMessage(new byte[20], bytes);
                    // The top bit of an X25519 key is ignored, so leave byte 31 alone.
                    if (i == message && at != 31) bytes[at] ^= 1;
                    failed = !reader.TryReadMessage(bytes.AsSpan(0, length), new byte[200], out _);
                }
                Assert.True(failed, $"message {message}, byte {at}");
            }
        }
    }

    [Fact]
    public void Short_messages_and_keys_of_small_order_are_refused()
    {
        (XxHandshake initiator, XxHandshake responder) = NewPair();
        Assert.False(responder.TryReadMessage(new byte[31], new byte[10], out _));
        initiator.WriteMessage(default, new byte[100]);
        Assert.False(initiator.TryReadMessage(new byte[96], new byte[100], out _)); // an ephemeral key of zeros
    }

    [Fact]
    public void The_payload_vouches_for_its_static_key_alone()
    {
        IdentityKey identity = IdentityKey.Generate();
        NoiseKeyPair key = NoiseKeyPair.Generate();
        Assert.True(NoisePayload.TryDecode(NoisePayload.Encode(identity, key.Public, ["/yamux/1.0.0", "/other"]), out NoisePayload? payload));

        Assert.Equal(identity.PeerId, payload.Key.ToPeerId());
        Assert.Equal(["/yamux/1.0.0", "/other"], payload.Muxers);
        Assert.True(payload.Vouches(key.Public));
        Assert.False(payload.Vouches(NoiseKeyPair.Generate().Public));
    }

    private static (XxHandshake Initiator, XxHandshake Responder) NewPair() =>
        (new XxHandshake(true, NoiseKeyPair.Generate(), NoiseKeyPair.Generate(), default), new XxHandshake(false, NoiseKeyPair.Generate(), NoiseKeyPair.Generate(), default));
}
