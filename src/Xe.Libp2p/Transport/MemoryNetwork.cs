using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Xe.Libp2p.Transport;

/// <summary>The in-memory network: hosts that share one reach each other at <c>/memory/n</c>. For tests and simulations;
/// everything above the bytes is the real thing.</summary>
public sealed class MemoryNetwork : ITransport
{
    private const int AcceptBacklog = 1024;

    private readonly ConcurrentDictionary<ulong, MemoryTransportListener> _listeners = new();
    private long _next = 1 << 20; // free numbers are given out from here, well above what tests write down

    bool ITransport.CanUse(Multiaddr address) => address.TryGetMemory(out _);

    ValueTask<ITransportConnection> ITransport.DialAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!address.TryGetMemory(out ulong number) || !_listeners.TryGetValue(number, out MemoryTransportListener? listener))
            throw new IOException($"cannot connect to {address}: nobody listens there");
        (MemoryConnection near, MemoryConnection far) = MemoryConnection.Pair(Multiaddr.FromMemory(Interlocked.Increment(ref _next)), listener.Address);
        if (listener.TryOffer(far)) return new ValueTask<ITransportConnection>(near);
        near.Dispose();
        throw new IOException($"cannot connect to {address}: its backlog is full");
    }

    ITransportListener ITransport.Listen(Multiaddr address)
    {
        if (!address.TryGetMemory(out ulong number)) throw new IOException($"{address} is no memory address to listen on");
        if (number == 0) number = (ulong)Interlocked.Increment(ref _next);
        MemoryTransportListener listener = new(Multiaddr.FromMemory((long)number), () => _listeners.TryRemove(number, out _));
        if (!_listeners.TryAdd(number, listener)) throw new IOException($"cannot listen on {address}: AddressAlreadyInUse");
        return listener;
    }

    private sealed class MemoryTransportListener(Multiaddr address, Action closed) : ITransportListener
    {
        private readonly Channel<MemoryConnection> _backlog = Channel.CreateBounded<MemoryConnection>(AcceptBacklog);

        public Multiaddr Address => address;

        public bool TryOffer(MemoryConnection connection) => _backlog.Writer.TryWrite(connection);

        public async ValueTask<ITransportConnection?> AcceptAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await _backlog.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ChannelClosedException)
            {
                return null;
            }
        }

        public void Dispose()
        {
            closed();
            _backlog.Writer.TryComplete();
            while (_backlog.Reader.TryRead(out MemoryConnection? waiting)) waiting.Dispose();
        }
    }
}
