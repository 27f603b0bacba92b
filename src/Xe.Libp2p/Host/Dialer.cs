using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Host;

/// <summary>The dial queue: one dial per peer however many ask, a bounded number at a time, addresses that failed left alone for
/// a while, several addresses of a peer tried side by side with a head start for the first.</summary>
[SuppressMessage("Design", "CA1001", Justification = "the semaphore holds nothing: its wait handle is never asked for")]
internal sealed class Dialer(Libp2pHost host, HostOptions options, List<ITransport> transports)
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, Task<PeerConnection>> _running = [];
    private readonly SemaphoreSlim _slots = new(options.Limits.MaxDials, options.Limits.MaxDials);
    private readonly DialBackoff _backoff = new(options.Clock);

    /// <summary>A connection to the peer: the existing one, or the result of the one dial under way.</summary>
    /// <exception cref="PeerUnreachableException">It cannot be reached.</exception>
    public Task<PeerConnection> DialAsync(PeerId peer, CancellationToken cancellationToken)
    {
        Task<PeerConnection>? dial;
        lock (_lock)
        {
            if (!_running.TryGetValue(peer, out dial))
            {
                if (_running.Count >= options.Limits.MaxDials + options.Limits.MaxWaitingDials)
                    throw host.Refused(RefusalReason.Dials, peer, Multiaddr.Parse($"/p2p/{peer}"), isInbound: false);
                dial = Task.Run(() => RunAsync(peer), CancellationToken.None);
                _running.Add(peer, dial);
                _ = dial.ContinueWith(
                    ended =>
                    {
                        _ = ended.Exception; // seen, even if all who asked have gone
                        lock (_lock) _running.Remove(peer);
                    },
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }
        }
        return dial.WaitAsync(cancellationToken);
    }

    /// <summary>Forgets back-offs that are over.</summary>
    public void Sweep() => _backoff.Sweep();

    private async Task<PeerConnection> RunAsync(PeerId peer)
    {
        if (peer == host.LocalPeer) throw new PeerUnreachableException("that is this host itself");
        CancellationToken stopping = host.Stopping;
        await _slots.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            if (host.BestConnection(peer) is { } existing) return existing;
            if (options.Gater?.RefuseDial(peer) is { } refusal)
                throw host.Refused(RefusalReason.Gater, peer, Multiaddr.Parse($"/p2p/{peer}"), isInbound: false, refusal);
            List<(Multiaddr Address, ITransport Transport)> targets = Targets(peer, out string? none);
            if (targets.Count == 0) throw new PeerUnreachableException($"{peer} cannot be reached: {none}");
            return await RaceAsync(peer, targets, stopping).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private List<(Multiaddr Address, ITransport Transport)> Targets(PeerId peer, out string? none)
    {
        List<(Multiaddr, ITransport)> targets = [];
        IReadOnlyList<Multiaddr> known = host.Peers.Addresses(peer);
        none = known.Count == 0 ? "no address is known" : "none of its addresses can be dialled here";
        foreach (Multiaddr address in known)
        {
            ITransport? transport = transports.Find(t => t.CanUse(address));
            if (transport is null || host.ListenAddresses.Contains(address)) continue;
            if (!host.IsTrusted(peer) && _backoff.IsOn(peer, address))
            {
                none = "its addresses failed a moment ago";
                continue;
            }
            targets.Add((address, transport));
        }
        return targets;
    }

    private async Task<PeerConnection> RaceAsync(PeerId peer, List<(Multiaddr Address, ITransport Transport)> targets, CancellationToken stopping)
    {
        using CancellationTokenSource won = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task<PeerConnection?>> running = [];
        List<string> failures = [];
        PeerConnection? winner = null;
        int next = 0;
        while (winner is null && (running.Count > 0 || next < targets.Count))
        {
            if (next < targets.Count && running.Count < options.Limits.MaxDialsPerPeer)
                running.Add(TryAsync(peer, targets[next++], failures, won.Token));
            bool more = next < targets.Count && running.Count < options.Limits.MaxDialsPerPeer;
            Task any = Task.WhenAny(running);
            if (more) await Task.WhenAny(any, Task.Delay(HeadStart, options.Clock, won.Token)).ConfigureAwait(false);
            else await any.ConfigureAwait(false);
            foreach (Task<PeerConnection?> done in running.FindAll(t => t.IsCompleted))
            {
                running.Remove(done);
                winner ??= await done.ConfigureAwait(false);
            }
        }
        await won.CancelAsync().ConfigureAwait(false);
        foreach (PeerConnection? late in await Task.WhenAll(running).ConfigureAwait(false))
        {
            if (winner is null) winner = late;
            else if (late is not null) _ = late.Session.CloseAsync("another address was faster", options.Timeouts.ConnectionClose).AsTask();
        }
        // The peer may have come by itself meanwhile.
        winner ??= host.BestConnection(peer);
        stopping.ThrowIfCancellationRequested();
        return winner ?? throw new PeerUnreachableException($"{peer} cannot be reached: {string.Join("; ", failures)}");
    }

    private async Task<PeerConnection?> TryAsync(PeerId peer, (Multiaddr Address, ITransport Transport) target, List<string> failures, CancellationToken won)
    {
        using CancellationTokenSource timeout = new(IsLocal(target.Address) ? options.Timeouts.LocalDial : options.Timeouts.Dial, options.Clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, won);
        try
        {
            PeerConnection connection = await host.DialAddressAsync(target.Transport, peer, target.Address, either.Token).ConfigureAwait(false);
            _backoff.Succeeded(peer, target.Address);
            return connection;
        }
        catch (OperationCanceledException) when (won.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            string why = e is IOException ? e.Message : $"{target.Address} timed out";
            if (e is not PeerUnreachableException)
            {
                _backoff.Failed(peer, target.Address);
                Libp2pMetrics.DialsFailed.Add(1);
                options.Logger.DialFailed(peer, target.Address, why);
            }
            lock (failures) failures.Add(why);
            return null;
        }
    }

    private static bool IsLocal(Multiaddr address)
    {
        if (address.IpAddress is not { } ip) return address.TryGetMemory(out _);
        if (IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal) return true;
        if (ip.AddressFamily != AddressFamily.InterNetwork) return false;
        byte[] b = ip.GetAddressBytes();
        return b[0] == 10 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 169 && b[1] == 254);
    }
}
