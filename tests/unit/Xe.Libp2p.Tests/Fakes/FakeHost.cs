using System.Collections.Concurrent;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Tests.Fakes;

/// <summary>One host of a <see cref="FakeNetwork"/>.</summary>
internal sealed class FakeHost(FakeNetwork network, IdentityKey identity, int number) : IPeerNetwork
{
    private readonly ConcurrentDictionary<PeerId, bool> _connections = new(); // value: dialled by this host
    private readonly ConcurrentDictionary<string, Func<IPeerStream, CancellationToken, Task>> _handlers = new();
    private readonly ConcurrentDictionary<PipeStream, PeerId> _streams = new();

    public PeerId LocalPeer => identity.PeerId;

    public IdentityKey Identity => identity;

    public TimeProvider Clock => network.Clock;

    public PeerStore Peers { get; } = new(network.Clock);

    public IReadOnlyCollection<PeerId> ConnectedPeers => [.. _connections.Keys];

    public IReadOnlyList<Multiaddr> ListenAddresses { get; } = [Multiaddr.FromMemory(number)];

    /// <summary>What others see as this host's address.</summary>
    public Multiaddr SeenAs { get; set; } = Multiaddr.Parse($"/ip4/10.0.{number / 256}.{number % 256}/tcp/9000");

    public event Action<PeerId>? PeerConnected;

    public event Action<PeerId>? PeerDisconnected;

    public event Action<PeerId>? PeerIdentified;

    public async ValueTask<IPeerStream> OpenStreamAsync(PeerId peer, IReadOnlyList<string> protocols, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        if (!_connections.ContainsKey(peer)) await ConnectAsync(peer, Peers.Addresses(peer), cancellationToken);
        if (!network.Hosts.TryGetValue(peer, out FakeHost? other)) throw new IOException("no such host");
        foreach (string protocol in protocols)
        {
            if (!other._handlers.TryGetValue(protocol, out Func<IPeerStream, CancellationToken, Task>? handler)) continue;
            (PipeStream near, PipeStream far) = PipeStream.Pair(LocalPeer, peer, protocol);
            _streams[near] = peer;
            other._streams[far] = LocalPeer;
            _ = Task.Run(() => ServeAsync(handler, far), CancellationToken.None);
            return near;
        }
        throw new IOException("protocols not supported");
    }

    public ValueTask ConnectAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken = default)
    {
        Peers.AddAddresses(peer, addresses);
        foreach (Multiaddr address in Peers.Addresses(peer))
        {
            if (!network.Hosts.TryGetValue(peer, out FakeHost? other) || other.ListenAddresses[0] != address) continue;
            FakeNetwork.Connect(this, other);
            return ValueTask.CompletedTask;
        }
        throw new IOException("no address of the peer works");
    }

    public ValueTask DisconnectAsync(PeerId peer)
    {
        if (network.Hosts.TryGetValue(peer, out FakeHost? other)) FakeNetwork.Disconnect(this, other);
        return ValueTask.CompletedTask;
    }

    public void Handle(string protocol, Func<IPeerStream, CancellationToken, Task> handler) => _handlers[protocol] = handler;

    public void Unhandle(string protocol) => _handlers.TryRemove(protocol, out _);

    public IReadOnlyList<Multiaddr> RemoteAddresses(PeerId peer) =>
        _connections.ContainsKey(peer) && network.Hosts.TryGetValue(peer, out FakeHost? other) ? [other.SeenAs] : [];

    public bool IsOutbound(PeerId peer) => _connections.TryGetValue(peer, out bool dialled) && dialled;

    internal bool AddConnection(FakeHost other, bool dialled) => _connections.TryAdd(other.LocalPeer, dialled);

    internal void Announce(FakeHost other)
    {
        Peers.AddAddresses(other.LocalPeer, other.ListenAddresses);
        PeerConnected?.Invoke(other.LocalPeer);
        Peers.SetIdentity(other.LocalPeer, other._handlers.Keys, "fake");
        PeerIdentified?.Invoke(other.LocalPeer);
    }

    internal void RemoveConnection(PeerId peer)
    {
        if (!_connections.TryRemove(peer, out _)) return;
        foreach ((PipeStream stream, PeerId remote) in _streams)
        {
            if (remote != peer) continue;
            _streams.TryRemove(stream, out _);
            stream.Reset();
        }
        PeerDisconnected?.Invoke(peer);
    }

    private static async Task ServeAsync(Func<IPeerStream, CancellationToken, Task> handler, PipeStream stream)
    {
        try
        {
            await handler(stream, CancellationToken.None);
            await stream.DisposeAsync();
        }
        catch (Exception)
        {
            stream.Reset();
        }
    }
}
