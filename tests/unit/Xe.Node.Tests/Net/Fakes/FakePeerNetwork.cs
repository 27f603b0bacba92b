using System.Collections.Concurrent;
using Xe.Libp2p;
using Xe.Libp2p.Host;

namespace Xe.Node.Tests.Net.Fakes;

/// <summary>A host over memory: real streams between real handlers, without security, muxer or identify.</summary>
internal sealed class FakePeerNetwork(FakeSwitch medium, TimeProvider clock) : IPeerNetwork
{
    private readonly ConcurrentDictionary<PeerId, bool> _connected = new();
    private readonly ConcurrentDictionary<string, Func<IPeerStream, CancellationToken, Task>> _handlers = new();

    public event Action<PeerId>? PeerConnected;

    public event Action<PeerId>? PeerDisconnected;

    public event Action<PeerId>? PeerIdentified;

    public IdentityKey Identity { get; } = IdentityKey.Generate();

    public PeerId LocalPeer => Identity.PeerId;

    public TimeProvider Clock => clock;

    public PeerStore Peers { get; } = new(clock);

    public IReadOnlyCollection<PeerId> ConnectedPeers => [.. _connected.Keys];

    public IReadOnlyList<Multiaddr> ListenAddresses => [];

    public int Disconnects { get; private set; }

    public ValueTask<IPeerStream> OpenStreamAsync(PeerId peer, IReadOnlyList<string> protocols, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_connected.ContainsKey(peer))
            throw new IOException("not connected");
        FakePeerNetwork remote = medium.Host(peer);
        string protocol = protocols.FirstOrDefault(remote._handlers.ContainsKey) ?? throw new IOException("protocols not supported");
        (FakeStream opener, FakeStream server) = FakeStream.Pair(LocalPeer, peer, protocol);
        _ = ServeAsync(server, remote._handlers[protocol]);
        return ValueTask.FromResult<IPeerStream>(opener);
    }

    public ValueTask ConnectAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken = default)
    {
        FakeSwitch.Connect(this, medium.Host(peer));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisconnectAsync(PeerId peer)
    {
        Disconnects++;
        medium.Host(peer).Unlink(LocalPeer);
        Unlink(peer);
        return ValueTask.CompletedTask;
    }

    public void Handle(string protocol, Func<IPeerStream, CancellationToken, Task> handler) => _handlers[protocol] = handler;

    public void Unhandle(string protocol) => _handlers.TryRemove(protocol, out _);

    public IReadOnlyList<Multiaddr> RemoteAddresses(PeerId peer) => [];

    public bool IsOutbound(PeerId peer) => _connected.TryGetValue(peer, out bool isOutbound) && isOutbound;

    internal void Link(PeerId peer, bool isOutbound)
    {
        if (!_connected.TryAdd(peer, isOutbound))
            return;
        Peers.SetIdentity(peer, medium.Host(peer)._handlers.Keys, "xe/fake");
        PeerConnected?.Invoke(peer);
        PeerIdentified?.Invoke(peer);
    }

    private void Unlink(PeerId peer)
    {
        if (_connected.TryRemove(peer, out _))
            PeerDisconnected?.Invoke(peer);
    }

    private static async Task ServeAsync(FakeStream stream, Func<IPeerStream, CancellationToken, Task> handler)
    {
        try
        {
            await Task.Yield();
            await handler(stream, CancellationToken.None);
            await stream.DisposeAsync();
        }
        catch
        {
            stream.Reset();
        }
    }
}
