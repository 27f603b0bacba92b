using System.Net;
using System.Net.Sockets;

namespace Xe.Libp2p.Transport;

/// <summary>TCP over IPv4 and IPv6. Names (<c>/dns4/…</c>) are resolved when dialled.</summary>
/// <param name="acceptBacklog">Connections the system may hold before they are accepted.</param>
internal sealed class TcpTransport(int acceptBacklog) : ITransport
{
    public bool CanUse(Multiaddr address) => address.TryGetTcpEndPoint(out _) || address.TryGetDnsEndPoint(out _);

    public async ValueTask<ITransportConnection> DialAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        EndPoint target = address.TryGetTcpEndPoint(out IPEndPoint? ip) ? ip
            : address.TryGetDnsEndPoint(out DnsEndPoint? dns) ? dns
            : throw new IOException($"{address} is no TCP address");
        Socket socket = target is IPEndPoint ? new(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) : new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(target, cancellationToken).ConfigureAwait(false);
            return new TcpConnection(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"cannot connect to {address}: {e.SocketErrorCode}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public ITransportListener Listen(Multiaddr address)
    {
        if (!address.TryGetTcpEndPoint(out IPEndPoint? endPoint)) throw new IOException($"{address} is no TCP address to listen on");
        Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = false;
            socket.Bind(endPoint);
            socket.Listen(acceptBacklog);
            return new TcpTransportListener(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"cannot listen on {address}: {e.SocketErrorCode}", e);
        }
    }
}
