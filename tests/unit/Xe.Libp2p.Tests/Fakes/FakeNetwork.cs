using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Xe.Libp2p.Tests.Fakes;

/// <summary>An in-memory world of hosts: real streams, real protocols, no transport.</summary>
internal sealed class FakeNetwork(TimeProvider? clock = null)
{
    private int _next;

    public TimeProvider Clock { get; } = clock ?? TimeProvider.System;

    public FakeTimeProvider Manual => (FakeTimeProvider)Clock;

    public ConcurrentDictionary<PeerId, FakeHost> Hosts { get; } = new();

    public FakeHost AddHost()
    {
        int number = Interlocked.Increment(ref _next);
        byte[] seed = new byte[32];
        BitConverter.TryWriteBytes(seed, number);
        FakeHost host = new(this, IdentityKey.FromSeed(seed), number);
        Hosts[host.LocalPeer] = host;
        return host;
    }

    public static void Connect(FakeHost dialer, FakeHost listener)
    {
        if (dialer == listener || !dialer.AddConnection(listener, dialled: true)) return;
        listener.AddConnection(dialer, dialled: false);
        dialer.Announce(listener);
        listener.Announce(dialer);
    }

    public static void Disconnect(FakeHost one, FakeHost other)
    {
        one.RemoveConnection(other.LocalPeer);
        other.RemoveConnection(one.LocalPeer);
    }

    /// <summary>Takes a host off the network at once.</summary>
    public void Kill(FakeHost host)
    {
        Hosts.TryRemove(host.LocalPeer, out _);
        foreach (PeerId peer in host.ConnectedPeers)
            if (Hosts.TryGetValue(peer, out FakeHost? other)) Disconnect(host, other);
    }
}
