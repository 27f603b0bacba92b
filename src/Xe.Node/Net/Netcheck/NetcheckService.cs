using Microsoft.Extensions.Logging;
using Xe.Core.StateChain.SystemKeys;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Limits;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Netcheck;

/// <summary>The network handshake (spec 06 §3): run on every connection from both sides. It keeps networks apart; nothing
/// waits for it.</summary>
internal sealed class NetcheckService
{
    internal const string Protocol = "/xe/netcheck/1";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly IPeerNetwork _network;
    private readonly BanList _bans;
    private readonly CapabilityTable _capabilities;
    private readonly ILogger _log;
    private readonly NetcheckMessage _own;
    private readonly ReadOnlyMemory<byte> _ownLine;
    private readonly Func<ProtocolVersion?> _floor;
    private readonly PeerRateLimiter _limiter;

    /// <summary>A handshake for one host.</summary>
    /// <param name="network">The host.</param>
    /// <param name="own">The own message.</param>
    /// <param name="floor">The lowest version in force, read at each check.</param>
    /// <param name="bans">Who is refused.</param>
    /// <param name="capabilities">Receives what peers announce.</param>
    /// <param name="log">Where refusals are told.</param>
    public NetcheckService(
        IPeerNetwork network, NetcheckMessage own, Func<ProtocolVersion?> floor, BanList bans, CapabilityTable capabilities, ILogger log)
    {
        (_network, _own, _floor, _bans, _capabilities, _log) = (network, own, floor, bans, capabilities, log);
        _ownLine = NetcheckJson.ToLine(own);
        if (_ownLine.Length > NetcheckJson.MaxWriteBytes)
            throw new ArgumentException($"the handshake message has {_ownLine.Length} bytes, peers read {NetcheckJson.MaxWriteBytes}", nameof(own));
        _limiter = new PeerRateLimiter(PeerRateLimits.Netcheck, network.Clock);
    }

    /// <summary>Refused and broken-off exchanges.</summary>
    public HandshakeCounters Counters { get; } = new();

    /// <summary>Raised when a peer's message passed.</summary>
    public event Action<PeerId>? PeerPassed;

    public void Register() => _network.Handle(Protocol, ServeAsync);

    /// <summary>The outbound check of a new connection.</summary>
    public async Task CheckAsync(PeerId peer, CancellationToken cancellationToken)
    {
        if (_own.NetworkId.Length == 0)
            return;
        if (_bans.IsBanned(peer))
        {
            await _network.DisconnectAsync(peer).ConfigureAwait(false);
            return;
        }
        IPeerStream stream;
        try
        {
            using Deadline opening = StartDeadline(cancellationToken);
            stream = await _network.OpenStreamAsync(peer, [Protocol], opening.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (NetFault.IsExpected(e) && !cancellationToken.IsCancellationRequested)
        {
            await CloseAsync(peer, e.Message).ConfigureAwait(false);
            return;
        }
        await using (stream.ConfigureAwait(false))
            await ExchangeAsync(stream, peer, cancellationToken).ConfigureAwait(false);
    }

    private async Task ExchangeAsync(IPeerStream stream, PeerId peer, CancellationToken cancellationToken)
    {
        using Deadline deadline = StartDeadline(cancellationToken);
        try
        {
            await stream.WriteAsync(_ownLine, deadline.Token).ConfigureAwait(false);
            await stream.CloseWriteAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (NetFault.IsExpected(e))
        {
            return;
        }
        NetcheckMessage? theirs = await ReadAsync(stream, deadline.Token).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
            return;
        if (theirs is null)
        {
            Counters.CountAborted();
            await CloseAsync(peer, "no readable answer").ConfigureAwait(false);
            return;
        }
        await JudgeAsync(peer, theirs).ConfigureAwait(false);
    }

    private async Task ServeAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        if (!_limiter.TryTake(stream.RemotePeer))
        {
            stream.Reset();
            return;
        }
        using Deadline deadline = StartDeadline(cancellationToken);
        NetcheckMessage? theirs = await ReadAsync(stream, deadline.Token).ConfigureAwait(false);
        if (theirs is null)
            return;
        try
        {
            // Before judging: a peer of another network must be able to tell its operator why it was refused.
            await stream.WriteAsync(_ownLine, deadline.Token).ConfigureAwait(false);
            await stream.CloseWriteAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (NetFault.IsExpected(e))
        {
            NetLog.StreamFailed(_log, Protocol, stream.RemotePeer, e.Message);
        }
        if (_own.NetworkId.Length > 0)
            await JudgeAsync(stream.RemotePeer, theirs).ConfigureAwait(false);
    }

    private static async ValueTask<NetcheckMessage?> ReadAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        using JsonStreamReader reader = new(stream);
        try
        {
            return await reader.ReadAsync(NetcheckJson.MaxReadBytes, cancellationToken).ConfigureAwait(false) == JsonReadStatus.Value
                && NetcheckJson.TryRead(reader.Value.Span, out NetcheckMessage? message)
                ? message
                : null;
        }
        catch (Exception e) when (NetFault.IsExpected(e))
        {
            return null;
        }
    }

    private async Task JudgeAsync(PeerId peer, NetcheckMessage theirs)
    {
        NetcheckRefusal? refusal = NetcheckRules.Check(_own, theirs);
        if (refusal is not null)
            Counters.CountRejected(refusal.Text);
        refusal ??= NetcheckRules.CheckFloor(theirs, _floor());
        if (refusal is null)
        {
            _capabilities.Set(peer, new PeerCapabilities(theirs.Version, theirs.Features));
            PeerPassed?.Invoke(peer);
            return;
        }
        NetLog.PeerRefused(_log, peer, refusal.Text, refusal.Ban);
        _bans.Ban(peer, refusal.Ban);
        await _network.DisconnectAsync(peer).ConfigureAwait(false);
    }

    private async Task CloseAsync(PeerId peer, string reason)
    {
        NetLog.HandshakeAborted(_log, peer, reason);
        await _network.DisconnectAsync(peer).ConfigureAwait(false);
    }

    private Deadline StartDeadline(CancellationToken cancellationToken) => new(_network.Clock, Timeout, cancellationToken);
}
