namespace Xe.Libp2p.Pubsub;

/// <summary>One pubsub message. Immutable; all byte fields share one buffer that is never reused.</summary>
public sealed class PubsubMessage
{
    internal PubsubMessage(string topic, PeerId receivedFrom, PeerId? from, ReadOnlyMemory<byte> frame, ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> seqno)
    {
        Topic = topic;
        ReceivedFrom = receivedFrom;
        From = from;
        Frame = frame;
        Data = data;
        Seqno = seqno;
    }

    /// <summary>The topic's name.</summary>
    public string Topic { get; }

    /// <summary>The peer that forwarded the message; this host itself for its own.</summary>
    public PeerId ReceivedFrom { get; }

    /// <summary>The author; null under <see cref="SignaturePolicy.StrictNoSign"/>.</summary>
    public PeerId? From { get; }

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The author's sequence number, 8 bytes big-endian from known implementations; empty under <see cref="SignaturePolicy.StrictNoSign"/>.</summary>
    public ReadOnlyMemory<byte> Seqno { get; }

    /// <summary>The message id: author ‖ sequence number unless the topic names another function. Arbitrary bytes.</summary>
    public ReadOnlyMemory<byte> Id => IdBytes;

    /// <summary>The id as the key of caches.</summary>
    internal byte[] IdBytes { get; set; } = [];

    /// <summary>The length-prefixed RPC that carries this message alone: encoded once, shared by every peer it goes to.</summary>
    internal ReadOnlyMemory<byte> Frame { get; }
}
