using Xe.Libp2p.Host;
using Xe.Libp2p.Noise;
using Xe.Libp2p.Tests.Host;
using Xe.Libp2p.Transport;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Tests.Adversarial;

/// <summary>A peer that secures its connection as it must and from there on sends what the test wants: yamux frames by hand.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly SecureChannel _channel;

    private RawConnection(SecureChannel channel, IdentityKey identity) => (_channel, Identity) = (channel, identity);

    public IdentityKey Identity { get; }

    public static async Task<ITransportConnection> DialAsync(Libp2pHost host, MemoryNetwork network) =>
        await ((ITransport)network).DialAsync(host.ListenAddresses[0], CancellationToken.None);

    public static async Task<RawConnection> ConnectAsync(Libp2pHost host, MemoryNetwork network)
    {
        IdentityKey identity = IdentityKey.Generate();
        Upgrader upgrader = new(identity, TimeProvider.System);
        SecuredConnection secured = await upgrader.SecureOutboundAsync(await DialAsync(host, network), host.LocalPeer, HostPair.Patience);
        Assert.Equal(YamuxSession.Protocol, secured.Muxer);
        return new RawConnection(secured.Channel, identity);
    }

    public void Send(FrameType type, FrameFlags flags, uint stream, uint length, ReadOnlySpan<byte> body = default)
    {
        Span<byte> head = stackalloc byte[YamuxHeader.Bytes];
        new YamuxHeader(type, flags, stream, length).Write(head);
        SendBytes([.. head, .. body]);
    }

    public void SendBytes(byte[] bytes)
    {
        EnqueueStatus status;
        while ((status = _channel.TryEnqueue(bytes, default, canWait: true, out bool flush)) != EnqueueStatus.Closed)
        {
            if (flush) _channel.Flush();
            if (status == EnqueueStatus.Queued) return;
            _channel.WaitDrainAsync().Wait(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Opens a stream to a protocol the lazy way, with data behind the proposal.</summary>
    public void Open(uint stream, string protocol, ReadOnlySpan<byte> data = default)
    {
        byte[] proposal = [.. Message("/multistream/1.0.0"), .. Message(protocol), .. data];
        Send(FrameType.Data, FrameFlags.Syn, stream, (uint)proposal.Length, proposal);
    }

    public static byte[] Message(string text) => [(byte)(text.Length + 1), .. System.Text.Encoding.ASCII.GetBytes(text), (byte)'\n'];

    /// <summary>The next frame and its body; null once the host has closed the connection.</summary>
    public async Task<(YamuxHeader Header, byte[] Body)?> ReadAsync()
    {
        try
        {
            byte[] head = new byte[YamuxHeader.Bytes];
            if (!await ((IMessageChannel)_channel).ReadExactAsync(head, HostPair.Patience)) return null;
            Assert.True(YamuxHeader.TryRead(head, out YamuxHeader header));
            byte[] body = new byte[header.Type == FrameType.Data ? header.Length : 0];
            return await ((IMessageChannel)_channel).ReadExactAsync(body, HostPair.Patience) ? (header, body) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Reads until a frame fits; null once the host has closed the connection.</summary>
    public async Task<YamuxHeader?> ReadUntilAsync(Func<YamuxHeader, bool> fits)
    {
        while (await ReadAsync() is { } frame)
            if (fits(frame.Header)) return frame.Header;
        return null;
    }

    /// <summary>Reads to the end: the code of the host's good-bye, or null where it left without.</summary>
    public async Task<uint?> ReadGoAwayAsync() => (await ReadUntilAsync(h => h.Type == FrameType.GoAway))?.Length;

    public void Dispose() => _channel.Dispose();
}
