using System.Buffers;
using System.IO.Pipelines;
using Xe.Libp2p;
using Xe.Libp2p.Host;

namespace Xe.Node.Tests.Net.Fakes;

/// <summary>One end of an in-memory stream: two bounded pipes, half-close, reset.</summary>
internal sealed class FakeStream : IPeerStream
{
    private readonly PipeReader _in;
    private readonly PipeWriter _out;
    private readonly FakeReset _reset;

    private FakeStream(PeerId remote, string protocol, bool isInbound, PipeReader input, PipeWriter output, FakeReset reset)
    {
        (RemotePeer, Protocol, IsInbound, _in, _out, _reset) = (remote, protocol, isInbound, input, output, reset);
        reset.Set += () =>
        {
            input.CancelPendingRead();
            output.CancelPendingFlush();
        };
    }

    public PeerId RemotePeer { get; }

    public string Protocol { get; }

    public bool IsInbound { get; }

    public bool WasReset => _reset.IsSet;

    public static (FakeStream Opener, FakeStream Server) Pair(PeerId opener, PeerId server, string protocol)
    {
        PipeOptions options = new(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false);
        Pipe there = new(options), back = new(options);
        FakeReset reset = new();
        return (
            new FakeStream(server, protocol, false, back.Reader, there.Writer, reset),
            new FakeStream(opener, protocol, true, there.Reader, back.Writer, reset));
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (WasReset)
            throw new StreamResetException();
        ReadResult result = await _in.ReadAsync(cancellationToken);
        if (!result.IsCanceled)
        {
            int count = (int)Math.Min(result.Buffer.Length, buffer.Length);
            result.Buffer.Slice(0, count).CopyTo(buffer.Span);
            _in.AdvanceTo(result.Buffer.GetPosition(count));
            return count;
        }
        _in.AdvanceTo(result.Buffer.Start);
        throw new StreamResetException();
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        if (WasReset)
            throw new StreamResetException();
        FlushResult result = await _out.WriteAsync(data, cancellationToken);
        if (result.IsCompleted || result.IsCanceled)
            throw new StreamResetException();
    }

    /// <summary>Reads on until the other side closed its half.</summary>
    public async Task DrainAsync()
    {
        byte[] buffer = new byte[4096];
        while (await ReadAsync(buffer) > 0)
        {
        }
    }

    public ValueTask CloseWriteAsync(CancellationToken cancellationToken = default) => _out.CompleteAsync();

    public void Reset() => _reset.Trigger();

    public async ValueTask DisposeAsync()
    {
        await _out.CompleteAsync();
        await _in.CompleteAsync();
    }
}
