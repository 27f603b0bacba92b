using Microsoft.Extensions.Logging;
using Xe.Libp2p.Dht;
using Xe.Libp2p.Host;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Discovery;

/// <summary>Finds peers of the own network through provider records in the DHT (spec 07 §9.3).</summary>
internal sealed class RendezvousDiscovery(IPeerNetwork network, KademliaDht dht, string networkId, int target, ILogger log)
{
    private const int MaxProviders = 64;
    private const int MaxDials = 8;
    private static readonly TimeSpan TablePoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AdvertiseTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AdvertiseRetry = TimeSpan.FromMinutes(2);

    // Seven eighths of the three hours a record is meant to last.
    private static readonly TimeSpan AdvertisePeriod = TimeSpan.FromMinutes(157.5);
    private static readonly TimeSpan FirstSearch = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SearchPeriod = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SearchBackoff = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SearchTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DialTimeout = TimeSpan.FromSeconds(15);

    private readonly byte[] _key = RendezvousKey.Of(networkId);

    /// <summary>Announces this node for ever.</summary>
    public async Task AdvertiseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Without anybody in the routing table nobody could be told.
            while (dht.TableSize == 0)
                await Task.Delay(TablePoll, network.Clock, cancellationToken).ConfigureAwait(false);
            int told = 0;
            try
            {
                using Deadline deadline = new(network.Clock, AdvertiseTimeout, cancellationToken);
                told = await dht.ProvideAsync(_key, deadline.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (NetFault.IsExpected(e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                NetLog.DiscoveryFailed(log, e.Message);
            }
            await Task.Delay(told > 0 ? AdvertisePeriod : AdvertiseRetry, network.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks for peers for ever while there are too few.</summary>
    public async Task SearchAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(FirstSearch, network.Clock, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            bool isFruitless = network.ConnectedPeers.Count < target && !await SearchOnceAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(isFruitless ? SearchBackoff : SearchPeriod, network.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> SearchOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<DhtPeer> found;
            using (Deadline deadline = new(network.Clock, SearchTimeout, cancellationToken))
                found = await dht.FindProvidersAsync(_key, MaxProviders, deadline.Token).ConfigureAwait(false);
            DhtPeer[] candidates = [.. found.Where(peer => peer.Id != network.LocalPeer && peer.Addresses.Count > 0 && !network.ConnectedPeers.Contains(peer.Id))];
            int dialled = 0;
            foreach (DhtPeer candidate in candidates)
            {
                if (dialled == MaxDials)
                    break;
                dialled += await DialAsync(candidate, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
            NetLog.Discovered(log, found.Count, dialled, network.ConnectedPeers.Count);
            return found.Count > 0;
        }
        catch (Exception e) when (NetFault.IsExpected(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            NetLog.DiscoveryFailed(log, e.Message);
            return false;
        }
    }

    private async Task<bool> DialAsync(DhtPeer peer, CancellationToken cancellationToken)
    {
        try
        {
            using Deadline deadline = new(network.Clock, DialTimeout, cancellationToken);
            await network.ConnectAsync(peer.Id, peer.Addresses, deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (NetFault.IsExpected(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
