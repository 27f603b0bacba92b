namespace Xe.Libp2p.Transport;

/// <summary>One reliable, ordered, unprotected byte connection. One read and one write may run at the same time.
/// Disposing ends both at once; their errors are <see cref="IOException"/>, <see cref="ObjectDisposedException"/> or
/// <see cref="System.Net.Sockets.SocketException"/>.</summary>
internal interface ITransportConnection : IDisposable
{
    /// <summary>This end.</summary>
    Multiaddr LocalAddress { get; }

    /// <summary>The other end.</summary>
    Multiaddr RemoteAddress { get; }

    /// <summary>Reads what is there, at least one byte; 0 = the other side closed.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Writes everything.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);
}
