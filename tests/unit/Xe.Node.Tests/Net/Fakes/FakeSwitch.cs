using System.Collections.Concurrent;
using Xe.Libp2p;

namespace Xe.Node.Tests.Net.Fakes;

/// <summary>The medium that fake hosts share.</summary>
internal sealed class FakeSwitch
{
    private readonly ConcurrentDictionary<PeerId, FakePeerNetwork> _hosts = new();

    public FakePeerNetwork Add(TimeProvider? clock = null)
    {
        FakePeerNetwork host = new(this, clock ?? TimeProvider.System);
        _hosts[host.LocalPeer] = host;
        return host;
    }

    public FakePeerNetwork Host(PeerId peer) => _hosts.TryGetValue(peer, out FakePeerNetwork? host)
        ? host
        : throw new IOException("no such peer");

    public static void Connect(FakePeerNetwork a, FakePeerNetwork b)
    {
        a.Link(b.LocalPeer, isOutbound: true);
        b.Link(a.LocalPeer, isOutbound: false);
    }
}
