namespace Xe.Libp2p.Transport;

/// <summary>What a negotiation reads from and writes to: a raw connection, a secured one, or a stream.</summary>
internal interface IMessageChannel
{
    /// <summary>Fills the buffer; false where the other side ended first. Queued writes leave before it waits.</summary>
    ValueTask<bool> ReadExactAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Queues bytes until <see cref="FlushAsync"/>, or until a read has to wait.</summary>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>Sends what is queued.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);
}
