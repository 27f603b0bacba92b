using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Noise;

/// <summary>The libp2p security protocol <c>/noise</c>: the XX handshake, and in it the proof that the static key belongs to
/// the peer id. One for a host: the static key and the payload it is vouched for by are made once.</summary>
internal sealed class NoiseSecurity
{
    public const string Protocol = "/noise";

    /// <summary>Longest handshake message accepted, in bytes: a few keys and a list of muxers.</summary>
    private const int MaxMessageBytes = 4096;

    private readonly NoiseKeyPair _static = NoiseKeyPair.Generate();
    private readonly IReadOnlyList<string> _muxers;
    private readonly byte[] _payload;

    public NoiseSecurity(IdentityKey identity, IReadOnlyList<string> muxers)
    {
        _muxers = muxers;
        _payload = NoisePayload.Encode(identity, _static.Public, muxers);
    }

    /// <summary>Starts the dialling side: message 1 is queued, so it can leave together with the proposal of the protocol.</summary>
    public XxHandshake Begin(IMessageChannel channel)
    {
        XxHandshake handshake = new(initiator: true, _static, NoiseKeyPair.Generate(), default);
        WriteMessage(channel, handshake, default);
        return handshake;
    }

    /// <summary>Finishes the dialling side.</summary>
    /// <exception cref="HandshakeException">The other side is not <paramref name="expected"/>, or breaks the protocol.</exception>
    public async ValueTask<NoiseResult> FinishAsync(IMessageChannel channel, XxHandshake handshake, PeerId? expected, CancellationToken cancellationToken)
    {
        NoisePayload payload = await ReadPayloadAsync(channel, handshake, expected, cancellationToken).ConfigureAwait(false);
        WriteMessage(channel, handshake, _payload);
        await channel.FlushAsync(cancellationToken).ConfigureAwait(false);
        return Complete(handshake, payload);
    }

    /// <summary>The listening side.</summary>
    /// <exception cref="HandshakeException">The other side breaks the protocol.</exception>
    public async ValueTask<NoiseResult> AnswerAsync(IMessageChannel channel, CancellationToken cancellationToken)
    {
        XxHandshake handshake = new(initiator: false, _static, NoiseKeyPair.Generate(), default);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxMessageBytes);
        try
        {
            int length = await ReadMessageAsync(channel, buffer, cancellationToken).ConfigureAwait(false);
            if (!handshake.TryReadMessage(buffer.AsSpan(0, length), buffer, out _)) throw new HandshakeException("bad noise message 1");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        WriteMessage(channel, handshake, _payload);
        NoisePayload payload = await ReadPayloadAsync(channel, handshake, null, cancellationToken).ConfigureAwait(false);
        return Complete(handshake, payload);
    }

    private NoiseResult Complete(XxHandshake handshake, NoisePayload payload)
    {
        // Both lists are short; the first of ours that the other side has too is what both sides start with.
        string? muxer = _muxers.FirstOrDefault(payload.Muxers.Contains);
        (NoiseCipher send, NoiseCipher receive) = handshake.Split();
        return new NoiseResult(payload.Key, send, receive, muxer);
    }

    private static async ValueTask<NoisePayload> ReadPayloadAsync(IMessageChannel channel, XxHandshake handshake, PeerId? expected, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * MaxMessageBytes);
        try
        {
            int length = await ReadMessageAsync(channel, buffer, cancellationToken).ConfigureAwait(false);
            Memory<byte> text = buffer.AsMemory(MaxMessageBytes);
            if (!handshake.TryReadMessage(buffer.AsSpan(0, length), text.Span, out int count)) throw new HandshakeException("noise message does not authenticate");
            if (!NoisePayload.TryDecode(text.Span[..count], out NoisePayload? payload)) throw new HandshakeException("bad noise payload");
            if (!payload.Vouches(handshake.RemoteStatic)) throw new HandshakeException("static key is not signed by the identity key");
            if (expected is not null && payload.Key.ToPeerId() != expected) throw new HandshakeException($"answered by {payload.Key.ToPeerId()}, not by {expected}");
            return payload;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void WriteMessage(IMessageChannel channel, XxHandshake handshake, ReadOnlySpan<byte> payload)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(sizeof(ushort) + payload.Length + XxHandshake.MaxOverhead);
        try
        {
            int length = handshake.WriteMessage(payload, buffer.AsSpan(sizeof(ushort)));
            BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)length);
            channel.Write(buffer.AsSpan(0, sizeof(ushort) + length));
        }
        catch (CryptographicException e)
        {
            throw new HandshakeException(e.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReadMessageAsync(IMessageChannel channel, byte[] buffer, CancellationToken cancellationToken)
    {
        if (!await channel.ReadExactAsync(buffer.AsMemory(0, sizeof(ushort)), cancellationToken).ConfigureAwait(false)) throw new HandshakeException("closed during the noise handshake");
        int length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
        if (length > MaxMessageBytes) throw new HandshakeException($"noise handshake message of {length} bytes");
        if (!await channel.ReadExactAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false)) throw new HandshakeException("noise handshake message cut short");
        return length;
    }
}
