using System.Security.Cryptography;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Ping;

/// <summary>The ping protocol: 32 bytes there and the same 32 bytes back, as often as the asking side likes.</summary>
internal static class PingService
{
    public const string Protocol = "/ipfs/ping/1.0.0";

    private const int PayloadBytes = 32;

    public static async Task ServeAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        byte[] payload = new byte[PayloadBytes];
        while (await ReadExactAsync(stream, payload, cancellationToken).ConfigureAwait(false))
            await stream.WriteAsync(payload, cancellationToken).ConfigureAwait(false);
    }

    public static async ValueTask<TimeSpan> PingAsync(Libp2pHost host, PeerId peer, CancellationToken cancellationToken)
    {
        IPeerStream stream = await host.OpenStreamAsync(peer, [Protocol], cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] sent = RandomNumberGenerator.GetBytes(PayloadBytes);
            byte[] received = new byte[PayloadBytes];
            long started = host.Clock.GetTimestamp();
            await stream.WriteAsync(sent, cancellationToken).ConfigureAwait(false);
            if (!await ReadExactAsync(stream, received, cancellationToken).ConfigureAwait(false)) throw new IOException($"{peer} closed the ping stream");
            TimeSpan elapsed = host.Clock.GetElapsedTime(started);
            return received.AsSpan().SequenceEqual(sent) ? elapsed : throw new IOException($"{peer} answered a ping with other bytes");
        }
    }

    private static async ValueTask<bool> ReadExactAsync(IPeerStream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            int read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0) return false;
            buffer = buffer[read..];
        }
        return true;
    }
}
