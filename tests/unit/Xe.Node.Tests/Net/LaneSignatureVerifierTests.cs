using Xe.Libp2p;
using Xe.Node.Net.Gossip;

namespace Xe.Node.Tests.Net;

public sealed class LaneSignatureVerifierTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(100)]
    public void Each_signature_is_decided_on_its_own(int count)
    {
        Random random = new(count);
        LaneSignatureVerifier verifier = new();
        var keys = Enumerable.Range(0, 5).Select(_ => IdentityKey.Generate()).ToArray();
        SignedItem[] items = new SignedItem[count];
        bool[] expected = new bool[count];
        for (int i = 0; i < count; i++)
        {
            byte[] message = new byte[random.Next(1, 400)];
            random.NextBytes(message);
            var key = keys[random.Next(keys.Length)];
            byte[] signature = key.Sign(message);
            expected[i] = random.Next(3) > 0;
            if (!expected[i])
            {
                if (random.Next(2) == 0) message[random.Next(message.Length)] ^= 1;
                else signature[random.Next(64)] ^= 1;
            }
            items[i] = new SignedItem(key.PublicKey.Data.ToArray(), message, signature);
        }
        bool[] valid = new bool[count];

        verifier.Verify(items, valid);

        Assert.Equal(expected, valid);
    }
}
