using System.Buffers.Binary;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Noise;

/// <summary>A secured connection: Noise transport frames (2-byte big-endian length, at most 65535 bytes) over a transport.
/// Sending is one queue that many writers append to and whoever comes first empties, so small frames leave together.
/// Receiving is one loop's, in <c>SecureChannel.Receive.cs</c>.</summary>
internal sealed partial class SecureChannel : IMessageChannel, IDisposable
{
    /// <summary>Longest text of one frame, in bytes.</summary>
    public const int MaxTextBytes = MaxFrameBytes - NoiseCipher.TagBytes;

    private const int MaxFrameBytes = 65535;
    private const int PrefixBytes = sizeof(ushort);

    private readonly ITransportConnection _transport;
    private readonly NoiseCipher _sendCipher;
    private readonly NoiseCipher _receiveCipher;
    private readonly TimeProvider _clock;

    public SecureChannel(ITransportConnection transport, NoiseCipher send, NoiseCipher receive, ReadOnlySpan<byte> buffered, TimeProvider clock)
    {
        _transport = transport;
        _sendCipher = send;
        _receiveCipher = receive;
        _clock = clock;
        _onSent = OnSent;
        AcceptBuffered(buffered);
    }

    /// <summary>The addresses of both ends.</summary>
    public ITransportConnection Transport => _transport;

    /// <summary>Ends the connection at once. Buffers go back to the pool when the operations that use them have ended.</summary>
    public void Dispose()
    {
        FailSend();
        _transport.Dispose();
    }

    private int Seal(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int at = 0;
        while (!text.IsEmpty)
        {
            int n = Math.Min(text.Length, MaxTextBytes);
            BinaryPrimitives.WriteUInt16BigEndian(target[at..], (ushort)(n + NoiseCipher.TagBytes));
            _sendCipher.Seal(text[..n], target.Slice(at + PrefixBytes, n + NoiseCipher.TagBytes));
            at += PrefixBytes + n + NoiseCipher.TagBytes;
            text = text[n..];
        }
        return at;
    }

    private static int SealedBytes(int text) => text + (((text + MaxTextBytes - 1) / MaxTextBytes) * (PrefixBytes + NoiseCipher.TagBytes));
}
