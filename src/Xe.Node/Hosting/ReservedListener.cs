using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Xe.Node.Hosting;

/// <summary>A TCP address that is taken before anything else is opened, so that one in use is found out at once; the server
/// starts to listen on the socket when the node is ready. Connections are refused until then.</summary>
internal sealed class ReservedListener : IDisposable
{
    private ReservedListener(Socket socket)
    {
        Socket = socket;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>Bound, not listening.</summary>
    public Socket Socket { get; }

    /// <summary>Where, with the real port.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Root URL as a client on this machine reaches it.</summary>
    public string Url
    {
        get
        {
            IPAddress address = EndPoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
                : EndPoint.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : EndPoint.Address;
            return "http://" + new IPEndPoint(address, EndPoint.Port);
        }
    }

    /// <summary>Takes an address.</summary>
    /// <param name="what">Name for messages, as "API".</param>
    /// <param name="flags">Flags that choose another one, for messages.</param>
    /// <param name="host">IP address or <c>localhost</c>.</param>
    /// <param name="port">Port; 0 = any free one.</param>
    public static ReservedListener Bind(string what, string flags, string host, int port)
    {
        if (port is < 0 or > 65535)
            throw Fault("address_invalid", $"the {what} port {port} is not between 0 and 65535 ({flags})", null);
        string plain = host is ['[', .. var inner, ']'] ? inner : host;
        IPAddress? address = plain == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(plain, out IPAddress? parsed) ? parsed : null;
        if (address is null)
            throw Fault("address_invalid", $"the {what} address \"{host}\" is not an IP address ({flags})", null);
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            return new ReservedListener(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            string where = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
            throw e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => InUse(what, flags, where, e),
                SocketError.AccessDenied => Fault("address_invalid", $"the {what} address {where} needs more rights than this process has; choose a port from 1024 on ({flags})", e),
                SocketError.AddressNotAvailable => Fault("address_invalid", $"the {what} address {where} is not one of this machine ({flags})", e),
                _ => Fault("address_invalid", $"the {what} cannot listen on {where}: {e.Message} ({flags})", e),
            };
        }
    }

    /// <summary>The failure of an address that somebody else listens on.</summary>
    public static NodeStartException InUse(string what, string flags, string where, Exception? cause) =>
        Fault("address_in_use", $"the {what} address {where} is in use by another program; stop that, or choose another address ({flags})", cause);

    /// <inheritdoc />
    public void Dispose() => Socket.Dispose();

    private static NodeStartException Fault(string code, string text, Exception? cause) => new(code, text, cause);
}
