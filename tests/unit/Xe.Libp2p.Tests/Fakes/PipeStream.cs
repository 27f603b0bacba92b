using System.IO.Pipelines;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Tests.Fakes;

/// <summary>One end of an in-memory stream with 256 KiB of credit each way, as yamux gives it.</summary>
internal sealed class PipeStream(PeerId remote, string protocol, bool inbound, PipeReader reader, PipeWriter writer) : IPeerStream
{
    private static readonly PipeOptions Options = new(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false);
    private volatile bool _reset;

    public PeerId RemotePeer => remote;

    public string Protocol => protocol;

    public bool IsInbound => inbound;

    public PipeStream? Other { get; private set; }

    public static (PipeStream Near, PipeStream Far) Pair(PeerId near, PeerId far, string protocol)
    {
        Pipe there = new(Options);
        Pipe back = new(Options);
        PipeStream a = new(far, protocol, inbound: false, back.Reader, there.Writer);
        PipeStream b = new(near, protocol, inbound: true, there.Reader, back.Writer);
        (a.Other, b.Other) = (b, a);
        return (a, b);
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_reset) throw new StreamResetException();
        ReadResult result;
        try
        {
            result = await reader.ReadAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            throw new StreamResetException();
        }
        if (_reset || result.IsCanceled) throw new StreamResetException();
        if (result.Buffer.IsEmpty) return 0;
        int count = (int)Math.Min(buffer.Length, result.Buffer.Length);
        int copied = 0;
        foreach (ReadOnlyMemory<byte> part in result.Buffer.Slice(0, count))
        {
            part.CopyTo(buffer[copied..]);
            copied += part.Length;
        }
        reader.AdvanceTo(result.Buffer.GetPosition(count));
        return count;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        for (int at = 0; at < data.Length; at += 65536)
        {
            if (_reset) throw new StreamResetException();
            FlushResult result = await writer.WriteAsync(data.Slice(at, Math.Min(65536, data.Length - at)), cancellationToken);
            if (_reset || result.IsCanceled || result.IsCompleted) throw new StreamResetException();
        }
    }

    public async ValueTask CloseWriteAsync(CancellationToken cancellationToken = default) => await writer.CompleteAsync();

    public void Reset()
    {
        if (_reset) return;
        _reset = true;
        reader.CancelPendingRead();
        writer.CancelPendingFlush();
        Other?.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_reset) await writer.CompleteAsync();
    }
}
