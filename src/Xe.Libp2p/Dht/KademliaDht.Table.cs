using Xe.Libp2p.Observability;

namespace Xe.Libp2p.Dht;

/// <summary>Keeping the routing table: who gets in, who is thrown out, refresh.</summary>
public sealed partial class KademliaDht
{
    private void OnIdentified(PeerId peer)
    {
        if (!_network.Peers.Supports(peer, _options.Protocol))
        {
            // Identify may not have been made yet; only who said otherwise is thrown out.
            if (_network.Peers.Protocols(peer).Count > 0) _table.Remove(peer);
            return;
        }
        if (!_table.Contains(peer)) _probes.Writer.TryWrite(peer);
    }

    // Listing the protocol is not enough: a peer must answer before others are sent to it.
    private async Task ProbeAsync()
    {
        await foreach (PeerId peer in _probes.Reader.ReadAllAsync(_stopping.Token).ConfigureAwait(false))
        {
            if (_table.Contains(peer)) continue;
            await RequestAsync(peer, Probe(), _stopping.Token).ConfigureAwait(false);
        }
    }

    private DhtMessage Probe() => new() { Type = DhtMessageType.FindNode, Key = _network.LocalPeer.Span.ToArray() };

    private async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, Task> action)
    {
        using PeriodicTimer timer = new(interval, _clock);
        while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
        {
            try
            {
                await action(_stopping.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                _logger.DhtLoopFailed(e);
            }
        }
    }

    /// <summary>Throws out who no longer answers, then looks around: near this host and in every part of the space.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        _providers.Sweep();
        await Parallel.ForEachAsync(
            _table.Silent(_options.RefreshInterval),
            new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken },
            async (peer, token) => await RequestAsync(peer, Probe(), token).ConfigureAwait(false)).ConfigureAwait(false);
        int depth = Math.Min(_table.Depth, MaxRefreshDepth);
        for (int bits = 0; bits <= depth; bits++)
            await NearestAsync(RandomKey(_network.LocalPeer, bits), cancellationToken).ConfigureAwait(false);
        await BootstrapAsync(cancellationToken).ConfigureAwait(false);
    }

    internal async Task FixLowWaterAsync(CancellationToken cancellationToken)
    {
        if (_table.Count >= _options.LowWater) return;
        foreach (PeerId peer in _network.ConnectedPeers) OnIdentified(peer);
        if (_table.Count > 0) await BootstrapAsync(cancellationToken).ConfigureAwait(false);
    }
}
