using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Xe.Libp2p.Host;
using Xe.Libp2p.Mdns;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Discovery;

/// <summary>Connects to peers found on the local links (spec 07 §9.4). A machine without multicast goes without.</summary>
internal sealed class LocalDiscovery : IAsyncDisposable
{
    private const string Service = "xe-poc";
    private static readonly TimeSpan DialTimeout = TimeSpan.FromSeconds(15);

    private readonly IPeerNetwork _network;
    private readonly BackgroundTasks _tasks;
    private readonly ILogger _log;
    private readonly MdnsDiscovery _mdns;

    public LocalDiscovery(IPeerNetwork network, BackgroundTasks tasks, ILoggerFactory loggers, ILogger log)
    {
        (_network, _tasks, _log) = (network, tasks, log);
        _mdns = new MdnsDiscovery(network, new MdnsOptions { Service = Service }, loggers.CreateLogger<MdnsDiscovery>());
        _mdns.PeerFound += OnFound;
    }

    public void Start()
    {
        try
        {
            _mdns.Start();
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            NetLog.DiscoveryFailed(_log, "no search on the local network: " + e.Message);
        }
    }

    public ValueTask DisposeAsync() => _mdns.DisposeAsync();

    private void OnFound(DiscoveredPeer found)
    {
        if (found.Peer == _network.LocalPeer || _network.ConnectedPeers.Contains(found.Peer))
            return;
        _tasks.TryRun("local discovery", async token =>
        {
            using Deadline deadline = new(_network.Clock, DialTimeout, token);
            await _network.ConnectAsync(found.Peer, found.Addresses, deadline.Token).ConfigureAwait(false);
        });
    }
}
