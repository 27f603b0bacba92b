using System.Text;
using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Core.Work;

namespace Xe.Core.Chat;

/// <summary>Id, signature and verification of chat envelopes (spec 13 §6).</summary>
public static class ChatSigning
{
    /// <summary>The bytes the id is the hash of.</summary>
    public static SignedBytes Preimage(ChatEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return new SignedBytes(Math.Min(envelope.Message.Length, ChatEnvelope.MaxMessageBytes) + 256)
            .Lp4(envelope.From)
            .Lp4(envelope.PubKey)
            .Lp4(envelope.To)
            .Lp4(envelope.Message)
            .Int64(envelope.Timestamp);
    }

    /// <summary>The id of an envelope's content.</summary>
    public static Hash256 ComputeId(ChatEnvelope envelope) => Preimage(envelope).Digest();

    /// <summary>A signed envelope from the seed's own account, without work.</summary>
    /// <param name="seed">The sender's 32-byte seed.</param>
    /// <param name="to">Account of the recipient.</param>
    /// <param name="message">1 to 8192 bytes of UTF-8.</param>
    /// <param name="timestamp">Unix ns.</param>
    public static ChatEnvelope Create(ReadOnlySpan<byte> seed, string to, string message, long timestamp)
    {
        PublicKey key = TextSignature.KeyOf(seed);
        ChatEnvelope envelope = new()
        {
            From = Address.FromPublicKey(key).ToString(),
            PubKey = key.ToString(),
            To = to,
            Message = message,
            Timestamp = timestamp,
        };
        return Sign(envelope, seed);
    }

    /// <summary>The envelope with id and signature.</summary>
    public static ChatEnvelope Sign(ChatEnvelope envelope, ReadOnlySpan<byte> seed)
    {
        Hash256 id = ComputeId(envelope);
        return envelope with { Id = id.ToString(), Signature = TextSignature.Sign(seed, id.Value.Span) };
    }

    /// <summary>Null where the envelope holds. Cheap checks precede the hash, the hash precedes the signature, so that work
    /// shields signature verification; order and texts are those of spec 13 §6.3.</summary>
    /// <param name="envelope">As received.</param>
    /// <param name="nowNs">The local clock, Unix ns.</param>
    /// <param name="difficulty">Work asked for, see <see cref="WorkDifficulty"/>; 0 = none.</param>
    public static Rejection? Verify(ChatEnvelope envelope, long nowNs, ulong difficulty)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (envelope.From.Length == 0 || envelope.PubKey.Length == 0 || envelope.To.Length == 0
            || envelope.Message.Length == 0 || envelope.Signature.Length == 0 || envelope.Timestamp == 0)
        {
            return new Rejection("chat_missing_fields", "missing required fields");
        }
        if (envelope.Message.Length > ChatEnvelope.MaxMessageBytes
            || Encoding.UTF8.GetByteCount(envelope.Message) > ChatEnvelope.MaxMessageBytes)
        {
            return new Rejection("chat_too_long", $"message exceeds maximum length of {ChatEnvelope.MaxMessageBytes} bytes");
        }
        if (UnixNanos.Distance(nowNs, envelope.Timestamp) > ChatEnvelope.FreshnessNs)
            return new Rejection("chat_not_fresh", "envelope timestamp outside freshness window");
        Hash256 id = ComputeId(envelope);
        if (envelope.Id != id.ToString())
            return new Rejection("chat_id_mismatch", "envelope ID mismatch");
        if (!WorkValidator.IsValid(envelope.PowNonce, id.Value.Span, difficulty))
            return new Rejection("chat_work", "insufficient proof of work");
        if (SelfCertification.Check(envelope.PubKey, envelope.From) is { } keyFault)
            return keyFault.Prefixed("envelope key: ");
        return TextSignature.Check(envelope.PubKey, id.Value.Span, envelope.Signature);
    }
}
