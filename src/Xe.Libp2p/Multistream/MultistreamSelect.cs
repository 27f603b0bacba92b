using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Multistream;

/// <summary>multistream-select 1.0: both sides name themselves, the dialer proposes protocols, the listener echoes the one it takes.
/// A message is uvarint length ‖ text ‖ LF. Nothing here waits for a round trip it does not need (spec 07 §13.2).</summary>
internal static class MultistreamSelect
{
    /// <summary>Longest message accepted, in bytes, its line feed included.</summary>
    public const int MaxMessageBytes = 1024;

    /// <summary>Proposals a dialer may make before it is sent away.</summary>
    private const int MaxProposals = 64;

    private const string Version = "/multistream/1.0.0";
    private const string NotAvailable = "na";
    private const string List = "ls";

    /// <summary>The opening of an outbound negotiation and the first proposal: what a lazy dialer sends in front of its data.</summary>
    public static void WriteProposal(IMessageChannel channel, string protocol)
    {
        WriteMessage(channel, Version);
        WriteMessage(channel, protocol);
    }

    /// <summary>Reads the answer to <see cref="WriteProposal"/>.</summary>
    /// <exception cref="NegotiationException">The other side speaks no multistream, or ended.</exception>
    public static async ValueTask<bool> ReadAnswerAsync(IMessageChannel channel, string protocol, CancellationToken cancellationToken)
    {
        await ExpectVersionAsync(channel, cancellationToken).ConfigureAwait(false);
        return await ReadVerdictAsync(channel, protocol, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Proposes protocols in order; the first the other side takes, or null.</summary>
    /// <exception cref="NegotiationException">The other side speaks no multistream, or ended.</exception>
    public static async ValueTask<string?> ProposeAsync(IMessageChannel channel, IReadOnlyList<string> protocols, CancellationToken cancellationToken)
    {
        WriteMessage(channel, Version);
        for (int i = 0; i < protocols.Count; i++)
        {
            WriteMessage(channel, protocols[i]);
            await channel.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (i == 0) await ExpectVersionAsync(channel, cancellationToken).ConfigureAwait(false);
            if (await ReadVerdictAsync(channel, protocols[i], cancellationToken).ConfigureAwait(false)) return protocols[i];
        }
        return null;
    }

    /// <summary>Answers proposals until one is supported; the echo is queued, not flushed. Null where the dialer gave up.</summary>
    /// <exception cref="NegotiationException">The other side breaks the protocol.</exception>
    public static async ValueTask<string?> AnswerAsync(IMessageChannel channel, IProtocolTable table, CancellationToken cancellationToken)
    {
        WriteMessage(channel, Version);
        await ExpectVersionAsync(channel, cancellationToken).ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxMessageBytes);
        try
        {
            for (int i = 0; i < MaxProposals; i++)
            {
                int length = await ReadMessageAsync(channel, buffer, cancellationToken).ConfigureAwait(false);
                if (length < 0) return null;
                if (table.TryMatch(buffer.AsSpan(0, length), out string? protocol))
                {
                    WriteMessage(channel, protocol);
                    return protocol;
                }
                if (Is(buffer.AsSpan(0, length), List)) WriteList(channel, table);
                else WriteMessage(channel, NotAvailable);
            }
            throw new NegotiationException("too many proposals");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask ExpectVersionAsync(IMessageChannel channel, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxMessageBytes);
        try
        {
            int length = await ReadMessageAsync(channel, buffer, cancellationToken).ConfigureAwait(false);
            if (length < 0) throw new NegotiationException("closed before multistream");
            if (!Is(buffer.AsSpan(0, length), Version)) throw new NegotiationException("not multistream 1.0");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<bool> ReadVerdictAsync(IMessageChannel channel, string protocol, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxMessageBytes);
        try
        {
            int length = await ReadMessageAsync(channel, buffer, cancellationToken).ConfigureAwait(false);
            if (length < 0) throw new NegotiationException("closed without an answer");
            if (Is(buffer.AsSpan(0, length), protocol)) return true;
            if (Is(buffer.AsSpan(0, length), NotAvailable)) return false;
            throw new NegotiationException("answered with another protocol");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Length of the text without its line feed; -1 at the end of the channel.
    private static async ValueTask<int> ReadMessageAsync(IMessageChannel channel, byte[] buffer, CancellationToken cancellationToken)
    {
        if (!await channel.ReadExactAsync(buffer.AsMemory(0, 1), cancellationToken).ConfigureAwait(false)) return -1;
        int length = buffer[0];
        if (length >= 0x80)
        {
            if (!await channel.ReadExactAsync(buffer.AsMemory(0, 1), cancellationToken).ConfigureAwait(false)) throw new NegotiationException("message cut short");
            if (buffer[0] >= 0x80) throw new NegotiationException("message too long");
            length = (length & 0x7f) | (buffer[0] << 7);
        }
        if (length > MaxMessageBytes) throw new NegotiationException("message too long");
        if (length == 0) throw new NegotiationException("empty message");
        if (!await channel.ReadExactAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false)) throw new NegotiationException("message cut short");
        return buffer[length - 1] == (byte)'\n' ? length - 1 : throw new NegotiationException("message without line feed");
    }

    private static void WriteMessage(IMessageChannel channel, string text)
    {
        Span<byte> message = stackalloc byte[2 + MaxMessageBytes];
        channel.Write(message[..Encode(message, text)]);
    }

    private static int Encode(Span<byte> target, string text)
    {
        int length = Encoding.UTF8.GetByteCount(text) + 1;
        if (length > MaxMessageBytes) throw new ArgumentException($"protocol id longer than {MaxMessageBytes - 1} bytes", nameof(text));
        int prefix = Varint.Write(target, (ulong)length);
        Encoding.UTF8.GetBytes(text, target[prefix..]);
        target[prefix + length - 1] = (byte)'\n';
        return prefix + length;
    }

    // One message that holds one message for each protocol.
    private static void WriteList(IMessageChannel channel, IProtocolTable table)
    {
        using ProtoWriter names = new();
        Span<byte> message = stackalloc byte[2 + MaxMessageBytes];
        foreach (string protocol in table.Protocols) names.WriteRaw(message[..Encode(message, protocol)]);
        names.WriteRaw("\n"u8);
        using ProtoWriter framed = new();
        framed.WriteRawVarint((ulong)names.Length);
        framed.WriteRaw(names.WrittenSpan);
        channel.Write(framed.WrittenSpan);
    }

    private static bool Is(ReadOnlySpan<byte> message, string text)
    {
        if (message.Length != text.Length) return false;
        return Ascii.Equals(message, text) || message.SequenceEqual(Encoding.UTF8.GetBytes(text));
    }
}
