using Xe.Libp2p.Crypto;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Pubsub;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Tests.Pubsub;

public sealed class WireTests
{
    private const string Unsigned =
        "0a2600240801122003a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8120c7b22626c6f636b223a7b7d7d" +
        "1a0817979cfe362a0001220978652f626c6f636b73";

    private const string Signature =
        "470ae48aabf5f550beaaa7ba59667199b904192149106d96f5b211f213810f60d48d7d79b342d1bcdba9e2c229a9f192b35c8bf818e27bbe4a5cf3b3231a100c";

    private static readonly IdentityKey Key = IdentityKey.FromSeed(Convert.FromHexString("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

    [Fact]
    public void A_signed_message_is_the_published_frame_byte_for_byte()
    {
        PubsubMessage message = MessageSigner.Create(Key, Key.PeerId, "xe/blocks", "{\"block\":{}}"u8, Convert.FromHexString("17979cfe362a0001"), 262144)!;

        Assert.Equal($"9001128d01{Unsigned}2a40{Signature}", Convert.ToHexStringLower(message.Frame.Span));
        Assert.Equal("{\"block\":{}}"u8.ToArray(), message.Data.ToArray());
        Assert.Equal("17979cfe362a0001", Convert.ToHexStringLower(message.Seqno.Span));
        Assert.Equal(SignatureCheck.Valid, Check(Convert.FromHexString(Unsigned + "2a40" + Signature)));
    }

    [Fact]
    public void A_subscription_is_the_published_frame_byte_for_byte()
    {
        byte[] frame = RawPeer.Frame(writer => RpcWriter.WriteSubscriptions(writer, [("xe/blocks", true)]));

        Assert.Equal("0f0a0d08011209" + "78652f626c6f636b73", Convert.ToHexStringLower(frame));
    }

    [Fact]
    public void Any_changed_byte_breaks_the_signature_or_the_message()
    {
        byte[] raw = Convert.FromHexString(Unsigned + "2a40" + Signature);
        for (int i = 0; i < raw.Length; i++)
        {
            byte[] changed = [.. raw];
            changed[i] ^= 0x10;
            Assert.NotEqual(SignatureCheck.Valid, Check(changed));
        }
    }

    [Fact]
    public void Fields_out_of_order_verify_and_are_forwarded_in_order()
    {
        byte[] raw = Convert.FromHexString("2a40" + Signature + Unsigned);

        Assert.True(MessageView.TryParse(raw, out MessageView view));
        Assert.False(view.IsCanonical);
        Assert.Equal(SignatureCheck.Valid, Check(raw));
        Assert.Equal(Unsigned + "2a40" + Signature, Convert.ToHexStringLower(view.ToCanonical()));
    }

    [Fact]
    public void Unknown_fields_are_signed_with_the_rest_and_survive_forwarding()
    {
        using ProtoWriter signed = new();
        signed.WriteRaw("libp2p-pubsub:"u8);
        signed.WriteRaw(Convert.FromHexString(Unsigned));
        signed.WriteString(9, "new");
        byte[] signature = Key.Sign(signed.WrittenSpan);
        byte[] raw = RawPeer.Frame(writer =>
        {
            writer.WriteString(9, "new");
            writer.WriteRaw(Convert.FromHexString(Unsigned));
            writer.WriteBytes(5, signature);
        });

        Assert.Equal(SignatureCheck.Valid, Check(raw));
        Assert.True(MessageView.TryParse(raw, out MessageView view));
        Assert.Equal(SignatureCheck.Valid, Check(view.ToCanonical()));
        // Put in afterwards, by somebody else, it breaks the signature.
        Assert.Equal(SignatureCheck.Invalid, Check([.. Convert.FromHexString(Unsigned + "2a40" + Signature), 0x48, 0x01]));
    }

    [Fact]
    public void An_empty_field_is_not_an_absent_one()
    {
        byte[] withEmptyData = RawPeer.Frame(writer =>
        {
            writer.WriteBytes(1, Key.PeerId.Span);
            writer.WriteBytes(2, []);
            writer.WriteBytes(3, new byte[8]);
            writer.WriteString(4, "t");
        });
        byte[] signature = Key.Sign([.. "libp2p-pubsub:"u8, .. withEmptyData]);
        byte[] without = RawPeer.Frame(writer =>
        {
            writer.WriteBytes(1, Key.PeerId.Span);
            writer.WriteBytes(3, new byte[8]);
            writer.WriteString(4, "t");
        });

        Assert.Equal(SignatureCheck.Valid, Check([.. withEmptyData, 0x2a, 0x40, .. signature]));
        Assert.Equal(SignatureCheck.Invalid, Check([.. without, 0x2a, 0x40, .. signature]));
    }

    [Fact]
    public void A_key_that_is_not_the_authors_is_refused()
    {
        byte[] raw = Convert.FromHexString(Unsigned + "2a40" + Signature);
        byte[] right = RawPeer.Frame(writer => writer.WriteBytes(6, Key.PublicKey.Encoded));
        byte[] wrong = RawPeer.Frame(writer => writer.WriteBytes(6, IdentityKey.Generate().PublicKey.Encoded));

        Assert.Equal(SignatureCheck.Valid, Check([.. raw, .. right]));
        Assert.Equal(SignatureCheck.Invalid, Check([.. raw, .. wrong]));
    }

    [Fact]
    public void Points_that_implementations_disagree_on_are_held_against_nobody()
    {
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        byte[] signature = [.. neutral, .. new byte[32]];
        byte[] raw = Convert.FromHexString(Unsigned + "2a40" + Convert.ToHexString(signature));

        Assert.Equal(SignatureCheck.Undecidable, Check(raw));
        Assert.True(EdwardsEncodings.IsContested(Convert.FromHexString("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")));
        Assert.False(EdwardsEncodings.IsContested(Key.PublicKey.Data));
    }

    [Fact]
    public void A_message_is_cut_off_at_the_rpc_limit_exactly()
    {
        byte[] message = new byte[1000];

        Assert.NotNull(RpcWriter.TryFrameMessage(message, 1003, out int offset));
        Assert.Equal(5, offset);
        Assert.Null(RpcWriter.TryFrameMessage(message, 1002, out _));
    }

    [Fact]
    public void Control_frames_read_back()
    {
        byte[] frame = RawPeer.Frame(writer =>
        {
            RpcWriter.WriteMeshChanges(writer, [("a", null), ("b", 60), ("c", 0)]);
        });
        RpcFrame rpc = new();
        Assert.True(rpc.TryDecode(frame.AsMemory(1)));
        Assert.Equal("a"u8.ToArray(), rpc[rpc.Graft[0].Topic].ToArray());
        Assert.Equal([60UL, 0UL], rpc.Prune.ToArray().Select(entry => entry.BackoffSeconds));

        byte[][] ids = [[1, 0xff], [2, 0xfe, 0]];
        Assert.True(rpc.TryDecode(RpcWriter.IHave("topic", ids).AsMemory(1)));
        Assert.Equal(ids, rpc.ItemsOf(rpc.IHave[0]).ToArray().Select(slice => rpc[slice].ToArray()));
        Assert.True(rpc.TryDecode(RpcWriter.IWant(ids).AsMemory(1)));
        Assert.Equal(2, rpc.IWant[0].ItemCount);
        Assert.True(rpc.TryDecode(RpcWriter.IDontWant(ids).AsMemory(1)));
        Assert.Equal(2, rpc.IDontWant[0].ItemCount);
    }

    [Fact]
    public void Decoders_survive_any_bytes()
    {
        Random random = new(20250101);
        RpcFrame rpc = new();
        byte[] message = Convert.FromHexString(Unsigned + "2a40" + Signature);
        byte[][] seeds =
        [
            RpcWriter.TryFrameMessage(message, 262144, out _)!.AsSpan(2).ToArray(), RpcWriter.IHave("topic", [[1, 2], [3]])[1..], RpcWriter.IDontWant([[1], [2, 3]])[1..],
            RawPeer.Frame(writer => RpcWriter.WriteMeshChanges(writer, [("a", null), ("b", 60)]))[1..], message,
        ];
        int decoded = 0;
        for (int i = 0; i < 200_000; i++)
        {
            byte[] input = Fuzz.Mutate(seeds[random.Next(seeds.Length)], random);
            if (rpc.TryDecode(input))
            {
                decoded++;
                foreach (Slice slice in rpc.Messages) Touch(rpc[slice]);
                foreach (Slice slice in rpc.Items) Assert.True(rpc[slice].Length <= input.Length);
                foreach (SubscriptionEntry entry in rpc.Subscriptions) Assert.True(rpc[entry.Topic].Length <= input.Length);
            }
            Touch(input);
        }
        Assert.InRange(decoded, 1000, 199_000);

        static void Touch(ReadOnlySpan<byte> raw)
        {
            if (!MessageView.TryParse(raw, out MessageView view)) return;
            // Canonical form is a fixed point that says the same.
            byte[] canonical = view.ToCanonical();
            Assert.True(MessageView.TryParse(canonical, out MessageView again));
            Assert.True(again.Data.SequenceEqual(view.Data) && again.From.SequenceEqual(view.From) && again.Signature.SequenceEqual(view.Signature));
            Assert.Equal(canonical, again.ToCanonical());
            if (view.IsCanonical) Assert.True(canonical.AsSpan().SequenceEqual(raw));
        }
    }

    private static SignatureCheck Check(byte[] raw)
    {
        using SignatureBatch batch = new(SodiumVerifier.Instance);
        return batch.Run([raw])[0];
    }
}
