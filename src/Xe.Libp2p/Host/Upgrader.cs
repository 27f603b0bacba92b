using Xe.Libp2p.Multistream;
using Xe.Libp2p.Noise;
using Xe.Libp2p.Transport;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Host;

/// <summary>Makes a secured, then a muxed connection of a raw one. Dialling costs one round trip and a half: the proposal and the
/// first handshake message leave together, and the muxer is agreed on in the handshake where the other side can do that.</summary>
internal sealed class Upgrader(IdentityKey identity, TimeProvider clock)
{
    private static readonly string[] Muxers = [YamuxSession.Protocol];
    private static readonly ProtocolTable SecurityTable = new(NoiseSecurity.Protocol);
    private static readonly ProtocolTable MuxerTable = new(YamuxSession.Protocol);

    private readonly NoiseSecurity _noise = new(identity, Muxers);

    /// <summary>Secures a dialled connection. The raw connection stays the caller's where this fails.</summary>
    /// <exception cref="IOException">The other side is somebody else, or breaks a protocol.</exception>
    public async ValueTask<SecuredConnection> SecureOutboundAsync(ITransportConnection raw, PeerId? expected, CancellationToken cancellationToken)
    {
        using HandshakeChannel channel = new(raw);
        MultistreamSelect.WriteProposal(channel, NoiseSecurity.Protocol);
        XxHandshake handshake = _noise.Begin(channel);
        if (!await MultistreamSelect.ReadAnswerAsync(channel, NoiseSecurity.Protocol, cancellationToken).ConfigureAwait(false))
            throw new HandshakeException("no security protocol in common");
        NoiseResult result = await _noise.FinishAsync(channel, handshake, expected, cancellationToken).ConfigureAwait(false);
        return Secured(raw, channel, result);
    }

    /// <summary>Secures an accepted connection. The raw connection stays the caller's where this fails.</summary>
    /// <exception cref="IOException">The other side breaks a protocol.</exception>
    public async ValueTask<SecuredConnection> SecureInboundAsync(ITransportConnection raw, CancellationToken cancellationToken)
    {
        using HandshakeChannel channel = new(raw);
        if (await MultistreamSelect.AnswerAsync(channel, SecurityTable, cancellationToken).ConfigureAwait(false) is null)
            throw new HandshakeException("no security protocol in common");
        NoiseResult result = await _noise.AnswerAsync(channel, cancellationToken).ConfigureAwait(false);
        return Secured(raw, channel, result);
    }

    /// <summary>Agrees on yamux where the handshake did not.</summary>
    /// <exception cref="IOException">No muxer in common.</exception>
    public static async ValueTask NegotiateMuxerAsync(SecuredConnection connection, bool isDialer, CancellationToken cancellationToken)
    {
        if (connection.Muxer == YamuxSession.Protocol) return;
        IMessageChannel channel = connection.Channel;
        string? muxer = isDialer
            ? await MultistreamSelect.ProposeAsync(channel, Muxers, cancellationToken).ConfigureAwait(false)
            : await MultistreamSelect.AnswerAsync(channel, MuxerTable, cancellationToken).ConfigureAwait(false);
        await channel.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (muxer is null) throw new HandshakeException("no muxer in common");
    }

    private SecuredConnection Secured(ITransportConnection raw, HandshakeChannel channel, NoiseResult result) =>
        new(result.Key.ToPeerId(), new SecureChannel(raw, result.Send, result.Receive, channel.Buffered, clock), result.Muxer);
}
