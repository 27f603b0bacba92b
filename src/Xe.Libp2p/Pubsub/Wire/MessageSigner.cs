using Xe.Libp2p.Crypto;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>Signing and verifying of pubsub messages (spec 06 §7.3).</summary>
internal static class MessageSigner
{
    private const int Ed25519IdLength = 38;

    private static ReadOnlySpan<byte> Domain => "libp2p-pubsub:"u8;

    private static ReadOnlySpan<byte> Ed25519IdPrefix => [0x00, 0x24, 0x08, 0x01, 0x12, 0x20];

    /// <summary>Finds out what is to be verified: the key, and the signed bytes, which are appended to
    /// <paramref name="signed"/>. Anything but <see cref="SignatureCheck.Valid"/> is a verdict already.</summary>
    public static SignatureCheck Prepare(in MessageView message, ProtoWriter signed, out byte[] publicKey)
    {
        publicKey = [];
        if (message.Signature.Length != Sodium.SignatureBytes) return SignatureCheck.Invalid;
        if (message.From.Length == Ed25519IdLength && message.From.StartsWith(Ed25519IdPrefix))
        {
            publicKey = message.From[Ed25519IdPrefix.Length..].ToArray();
            if (message.Has(MessageView.KeyField) && !IsKey(message.Key, publicKey)) return SignatureCheck.Invalid;
        }
        else
        {
            if (!PeerId.TryFromBytes(message.From, out PeerId? author)) return SignatureCheck.Invalid;
            if (!author.TryGetPublicKey(out PublicKey? key) && !PublicKey.TryDecode(message.Key, out key)) return SignatureCheck.Invalid;
            if (key.ToPeerId() != author) return SignatureCheck.Invalid;
            if (key.Type != PublicKey.Ed25519) return SignatureCheck.Undecidable;
            publicKey = key.Data.ToArray();
        }
        signed.WriteRaw(Domain);
        message.WriteSigned(signed);
        return SignatureCheck.Valid;
    }

    /// <summary>What a refusal by the local library means.</summary>
    public static SignatureCheck Judge(bool valid, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signature)
    {
        if (valid) return SignatureCheck.Valid;
        return EdwardsEncodings.IsContested(publicKey) || EdwardsEncodings.IsContested(signature[..32])
            ? SignatureCheck.Undecidable
            : SignatureCheck.Invalid;
    }

    /// <summary>Encodes an own message as the frame that carries it alone. Null where the RPC would be longer than allowed.</summary>
    public static PubsubMessage? Create(IdentityKey? identity, PeerId localPeer, string topic, ReadOnlySpan<byte> data, ReadOnlySpan<byte> seqno, int maxRpcBytes)
    {
        // Only fields of the caller count towards the length; the rest is checked exactly below.
        if (data.Length > maxRpcBytes) return null;
        using ProtoWriter writer = new(data.Length + 256);
        writer.WriteRaw(Domain);
        int dataEnd;
        int seqnoEnd = 0;
        if (identity is not null) writer.WriteBytes(MessageView.FromField, localPeer.Span);
        writer.WriteBytes(MessageView.DataField, data);
        dataEnd = writer.Length - Domain.Length;
        if (identity is not null)
        {
            writer.WriteBytes(MessageView.SeqnoField, seqno);
            seqnoEnd = writer.Length - Domain.Length;
        }
        writer.WriteString(MessageView.TopicField, topic);
        if (identity is not null)
        {
            Span<byte> signature = stackalloc byte[Sodium.SignatureBytes];
            identity.Sign(writer.WrittenSpan, signature);
            writer.WriteBytes(MessageView.SignatureField, signature);
        }
        ReadOnlySpan<byte> message = writer.WrittenSpan[Domain.Length..];
        byte[]? frame = RpcWriter.TryFrameMessage(message, maxRpcBytes, out int offset);
        if (frame is null) return null;
        return new PubsubMessage(
            topic,
            localPeer,
            identity is null ? null : localPeer,
            frame,
            frame.AsMemory(offset + dataEnd - data.Length, data.Length),
            identity is null ? default : frame.AsMemory(offset + seqnoEnd - seqno.Length, seqno.Length));
    }

    private static bool IsKey(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> publicKey) =>
        PublicKey.TryDecode(encoded, out PublicKey? key) && key.Type == PublicKey.Ed25519 && key.Data.SequenceEqual(publicKey);
}
