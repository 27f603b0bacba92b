using Xe.Libp2p.Noise;

namespace Xe.Libp2p.Tests.Noise;

/// <summary>The published vector of Noise_XX_25519_ChaChaPoly_SHA256 (cacophony's set): fixed keys, prologue and payloads.</summary>
public sealed class XxVectorTests
{
    private static readonly (string Payload, string Ciphertext)[] Messages =
    [
        ("4c756477696720766f6e204d69736573", "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79444c756477696720766f6e204d69736573"),
        ("4d757272617920526f746862617264", "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f14480884381cbad1f276e038c48378ffce2b65285e08d6b68aaa3629a5a8639392490e5b9bd5269c2f1e4f488ed8831161f19b7815528f8982ffe09be9b5c412f8a0db50f8814c7194e83f23dbd8d162c9326ad"),
        ("462e20412e20486179656b", "c7195ffacac1307ff99046f219750fc47693e23c3cb08b89c2af808b444850a80ae475b9df0f169ae80a89be0865b57f58c9fea0d4ec82a286427402f113e4b6ae769a1d95941d49b25030"),
        ("4361726c204d656e676572", "96763ed773f8e47bb3712f0e29b3060ffc956ffc146cee53d5e1df"),
        ("4a65616e2d426170746973746520536179", "3e40f15f6f3a46ae446b253bf8b1d9ffb6ed9b174d272328ff91a7e2e5c79c07f5"),
    ];

    [Fact]
    public void Published_vector_comes_out_byte_for_byte()
    {
        byte[] prologue = Convert.FromHexString("4a6f686e2047616c74");
        XxHandshake initiator = new(true, Pair("e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1"), Pair("893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a"), prologue);
        XxHandshake responder = new(false, Pair("4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893"), Pair("bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b"), prologue);
        for (int i = 0; i < 3; i++)
        {
            (XxHandshake writer, XxHandshake reader) = i % 2 == 0 ? (initiator, responder) : (responder, initiator);
            byte[] message = new byte[256];
            int length = writer.WriteMessage(Convert.FromHexString(Messages[i].Payload), message);
            Assert.Equal(Messages[i].Ciphertext, Convert.ToHexStringLower(message.AsSpan(0, length)));
            byte[] payload = new byte[256];
            Assert.True(reader.TryReadMessage(message.AsSpan(0, length), payload, out int count));
            Assert.Equal(Messages[i].Payload, Convert.ToHexStringLower(payload.AsSpan(0, count)));
        }
        (NoiseCipher send, NoiseCipher receive) = initiator.Split();
        (NoiseCipher otherSend, NoiseCipher otherReceive) = responder.Split();
        for (int i = 3; i < Messages.Length; i++)
        {
            (NoiseCipher sealing, NoiseCipher opening) = i % 2 == 0 ? (send, otherReceive) : (otherSend, receive);
            byte[] text = Convert.FromHexString(Messages[i].Payload);
            byte[] frame = new byte[text.Length + NoiseCipher.TagBytes];
            sealing.Seal(text, frame);
            Assert.Equal(Messages[i].Ciphertext, Convert.ToHexStringLower(frame));
            Assert.True(opening.TryOpen(frame));
            Assert.Equal(text, frame[..text.Length]);
        }
    }

    private static NoiseKeyPair Pair(string secret) => NoiseKeyPair.FromSecret(Convert.FromHexString(secret));
}
