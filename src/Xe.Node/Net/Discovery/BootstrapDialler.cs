using Microsoft.Extensions.Logging;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Discovery;

/// <summary>Dials the bootstrap peers, and the missing ones again for ever (spec 07 §9.5).</summary>
internal sealed class BootstrapDialler
{
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DialTimeout = TimeSpan.FromSeconds(10);

    private readonly IPeerNetwork _network;
    private readonly ILogger _log;
    private readonly List<(PeerId Peer, Multiaddr Address)> _targets = [];

    /// <summary>Parses the addresses; one that is none, or that names no peer, is a warning.</summary>
    public BootstrapDialler(IPeerNetwork network, IEnumerable<string> addresses, ILogger log)
    {
        (_network, _log) = (network, log);
        foreach (string text in addresses)
        {
            if (!Multiaddr.TryParse(text, out Multiaddr? address) || address.Peer is not { } peer)
                NetLog.BootstrapFailed(log, text, "no multiaddress that ends in /p2p/ID");
            else if (peer != network.LocalPeer)
                _targets.Add((peer, address));
        }
    }

    /// <summary>The peers named.</summary>
    public IEnumerable<PeerId> Peers => _targets.Select(target => target.Peer).Distinct();

    /// <summary>Dials those that are not connected, one after the other.</summary>
    public async Task DialAsync(CancellationToken cancellationToken)
    {
        foreach (IGrouping<PeerId, (PeerId Peer, Multiaddr Address)> target in _targets.GroupBy(target => target.Peer))
        {
            if (_network.ConnectedPeers.Contains(target.Key))
                continue;
            Multiaddr[] addresses = [.. target.Select(entry => entry.Address)];
            try
            {
                using Deadline deadline = new(_network.Clock, DialTimeout, cancellationToken);
                await _network.ConnectAsync(target.Key, addresses, deadline.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (NetFault.IsExpected(e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                NetLog.BootstrapFailed(_log, addresses[0].ToString(), e is OperationCanceledException ? "no answer in time" : e.Message);
            }
        }
    }
}
