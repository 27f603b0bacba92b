namespace Xe.Libp2p.Transport;

/// <summary>One end of an in-memory connection: two bounded pipes, as a pair of sockets has two bounded buffers.</summary>
internal sealed class MemoryConnection : ITransportConnection
{
    private readonly MemoryPipe _in;
    private readonly MemoryPipe _out;
    private volatile bool _disposed;

    private MemoryConnection(Multiaddr local, Multiaddr remote, MemoryPipe incoming, MemoryPipe outgoing)
    {
        LocalAddress = local;
        RemoteAddress = remote;
        _in = incoming;
        _out = outgoing;
    }

    public Multiaddr LocalAddress { get; }

    public Multiaddr RemoteAddress { get; }

    /// <summary>Both ends of a new connection.</summary>
    public static (MemoryConnection Near, MemoryConnection Far) Pair(Multiaddr near, Multiaddr far)
    {
        MemoryPipe there = new();
        MemoryPipe back = new();
        return (new(near, far, back, there), new(far, near, there, back));
    }

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _in.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return _disposed ? throw new IOException("connection closed") : read;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => _out.WriteAsync(data, cancellationToken);

    public void Dispose()
    {
        _disposed = true;
        _out.End(drop: false);
        _in.End(drop: true);
    }
}
