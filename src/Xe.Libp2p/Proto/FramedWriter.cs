using System.Buffers;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Proto;

/// <summary>Writes uvarint-length-prefixed messages, prefix and body in one write.</summary>
public static class FramedWriter
{
    /// <summary>Writes one message.</summary>
    /// <exception cref="StreamResetException">The stream was reset.</exception>
    public static async ValueTask WriteFramedAsync(this IPeerStream stream, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Varint.MaxLength + message.Length);
        try
        {
            int prefix = Varint.Write(buffer, (ulong)message.Length);
            message.Span.CopyTo(buffer.AsSpan(prefix));
            await stream.WriteAsync(buffer.AsMemory(0, prefix + message.Length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
