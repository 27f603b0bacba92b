namespace Xe.Libp2p.Mdns;

/// <summary>Sends and receives multicast packets on the local links.</summary>
internal interface IMulticastChannel : IDisposable
{
    /// <summary>Sends to the group on every interface; throws only where it works on none.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken);

    /// <summary>The next packet's length.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
