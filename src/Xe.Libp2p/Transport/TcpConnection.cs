using System.Net;
using System.Net.Sockets;

namespace Xe.Libp2p.Transport;

/// <summary>A connected TCP socket.</summary>
internal sealed class TcpConnection(Socket socket) : ITransportConnection
{
    public Multiaddr LocalAddress { get; } = Multiaddr.FromTcp((IPEndPoint)socket.LocalEndPoint!);

    public Multiaddr RemoteAddress { get; } = Multiaddr.FromTcp((IPEndPoint)socket.RemoteEndPoint!);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ValueTask<int> sending = socket.SendAsync(data, SocketFlags.None, cancellationToken);
        if (!sending.IsCompletedSuccessfully) return FinishAsync(sending, data, cancellationToken);
        int sent = sending.Result;
        return sent == data.Length ? default : FinishAsync(new ValueTask<int>(sent), data, cancellationToken);
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask FinishAsync(ValueTask<int> sending, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (true)
        {
            int sent = await sending.ConfigureAwait(false);
            if (sent == data.Length) return;
            if (sent <= 0) throw new IOException("the socket takes no more");
            data = data[sent..];
            sending = socket.SendAsync(data, SocketFlags.None, cancellationToken);
        }
    }
}
