namespace Xe.Libp2p.Host;

/// <summary>One negotiated, flow-controlled byte stream to a peer. Reads and writes may run at the same time;
/// two reads (or two writes) may not.</summary>
public interface IPeerStream : IAsyncDisposable
{
    /// <summary>The authenticated peer at the other end.</summary>
    PeerId RemotePeer { get; }

    /// <summary>The protocol id both sides agreed on.</summary>
    string Protocol { get; }

    /// <summary>True when the peer opened the stream.</summary>
    bool IsInbound { get; }

    /// <summary>Reads what is there, waiting for at least one byte; 0 = the peer closed its write side.
    /// Throws <see cref="StreamResetException"/> after a reset by either side.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Writes everything, waiting for credit.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Half-close: no more writes; reading goes on.</summary>
    ValueTask CloseWriteAsync(CancellationToken cancellationToken = default);

    /// <summary>Abandons the stream in both directions at once.</summary>
    void Reset();
}
