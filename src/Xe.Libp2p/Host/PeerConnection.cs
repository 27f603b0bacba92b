using System.Diagnostics.CodeAnalysis;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Host;

/// <summary>One secured and muxed connection to a peer.</summary>
[SuppressMessage("Design", "CA1001", Justification = "the token source has no timer and no link: there is nothing to dispose of")]
internal sealed class PeerConnection(PeerId peer, Multiaddr localAddress, Multiaddr remoteAddress, bool isInbound, long opened, Libp2pHost host) : IYamuxOwner
{
    private readonly CancellationTokenSource _ended = new();
    private bool _identified;

    public PeerId Peer => peer;

    public Multiaddr LocalAddress => localAddress;

    public Multiaddr RemoteAddress => remoteAddress;

    public bool IsInbound => isInbound;

    /// <summary>Clock timestamp of its opening.</summary>
    public long Opened => opened;

    /// <summary>Set before the connection is in any table.</summary>
    public YamuxSession Session { get; set; } = null!;

    /// <summary>Given back when the connection ends.</summary>
    public IDisposable? Slot { get; init; }

    /// <summary>The peer told over this connection what it speaks, asked or by a push.</summary>
    public bool IsIdentified
    {
        get => Volatile.Read(ref _identified);
        set => Volatile.Write(ref _identified, value);
    }

    /// <summary>The other of two connections that both sides opened at once: no new streams, closed when idle.</summary>
    public bool IsRedundant { get; set; }

    /// <summary>Cancelled when the connection ends: what handlers are given.</summary>
    public CancellationToken Ended => _ended.Token;

    public void OnStream(YamuxStream stream) => host.OnStream(this, stream);

    public void OnStreamRefused(RefusalReason reason) => host.OnStreamRefused(this, reason);

    public void OnClosed(string reason)
    {
        host.OnConnectionClosed(this, reason);
        // Handlers that are waiting for something else than their stream end too; not on this thread.
        ThreadPool.UnsafeQueueUserWorkItem(
            static ended => ended.Cancel(),
            _ended,
            preferLocal: false);
    }
}
