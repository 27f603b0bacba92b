using System.Net;
using System.Net.Sockets;

namespace Xe.Libp2p.Transport;

/// <summary>A listening TCP socket.</summary>
internal sealed class TcpTransportListener(Socket socket) : ITransportListener
{
    public Multiaddr Address { get; } = Multiaddr.FromTcp((IPEndPoint)socket.LocalEndPoint!);

    public async ValueTask<ITransportConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Socket accepted;
            try
            {
                accepted = await socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            try
            {
                accepted.NoDelay = true;
                return new TcpConnection(accepted);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                accepted.Dispose(); // gone before it was looked at
            }
        }
    }

    public void Dispose() => socket.Dispose();
}
