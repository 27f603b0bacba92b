using System.Buffers;

namespace Xe.Libp2p.Transport;

/// <summary>Small buffered reads and coalesced writes on a raw connection, for the time until it is secured. What it read
/// ahead is handed on through <see cref="Buffered"/>.</summary>
internal sealed class HandshakeChannel(ITransportConnection connection) : IMessageChannel, IDisposable
{
    private const int BufferBytes = 1024;

    private byte[] _in = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;
    private byte[] _out = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _queued;

    /// <summary>Bytes received and not asked for yet.</summary>
    public ReadOnlySpan<byte> Buffered => _in.AsSpan(_start, _end - _start);

    public async ValueTask<bool> ReadExactAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            int n = Math.Min(buffer.Length, _end - _start);
            _in.AsSpan(_start, n).CopyTo(buffer.Span);
            _start += n;
            buffer = buffer[n..];
            if (buffer.IsEmpty) return true;
            if (_queued > 0) await FlushAsync(cancellationToken).ConfigureAwait(false);
            (_start, _end) = (0, 0);
            _end = await connection.ReceiveAsync(_in, cancellationToken).ConfigureAwait(false);
            if (_end == 0) return false;
        }
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_out.Length - _queued < data.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_queued + data.Length);
            _out.AsSpan(0, _queued).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_out);
            _out = larger;
        }
        data.CopyTo(_out.AsSpan(_queued));
        _queued += data.Length;
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_queued == 0) return;
        await connection.SendAsync(_out.AsMemory(0, _queued), cancellationToken).ConfigureAwait(false);
        _queued = 0;
    }

    /// <summary>Gives the buffers back; the connection is left alone.</summary>
    public void Dispose()
    {
        (byte[] read, byte[] write) = (_in, _out);
        (_in, _out, _start, _end, _queued) = ([], [], 0, 0, 0);
        if (read.Length > 0) ArrayPool<byte>.Shared.Return(read);
        if (write.Length > 0) ArrayPool<byte>.Shared.Return(write);
    }
}
