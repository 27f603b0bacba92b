using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Xe.Libp2p.Observability;

namespace Xe.Libp2p.Mdns;

/// <summary>The mDNS group 224.0.0.251:5353 on every interface that can multicast. The port is shared with other responders.</summary>
internal sealed class MulticastSocket : IMulticastChannel
{
    private const int Port = 5353;
    private static readonly IPAddress Group = IPAddress.Parse("224.0.0.251");
    private static readonly IPEndPoint Target = new(Group, Port);

    private readonly Socket _socket;
    private readonly List<int> _interfaces = [];
    private readonly SemaphoreSlim _sending = new(1, 1);

    private MulticastSocket(Socket socket) => _socket = socket;

    /// <summary>Opens the socket and joins the group wherever that works.</summary>
    /// <exception cref="SocketException">The port cannot be shared, or no interface can multicast.</exception>
    public static MulticastSocket Open(ILogger logger)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Any, Port));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 255);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
            MulticastSocket channel = new(socket);
            foreach (NetworkInterface candidate in NetworkInterface.GetAllNetworkInterfaces()) channel.TryJoin(candidate, logger);
            if (channel._interfaces.Count == 0) throw new SocketException((int)SocketError.NetworkUnreachable);
            return channel;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SocketException? failure = null;
            bool sent = false;
            foreach (int index in _interfaces)
            {
                try
                {
                    _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(index));
                    await _socket.SendToAsync(packet, SocketFlags.None, Target, cancellationToken).ConfigureAwait(false);
                    sent = true;
                }
                catch (SocketException e)
                {
                    failure = e;
                }
            }
            if (!sent && failure is not null) throw failure;
        }
        finally
        {
            _sending.Release();
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private void TryJoin(NetworkInterface candidate, ILogger logger)
    {
        if (candidate.OperationalStatus is not (OperationalStatus.Up or OperationalStatus.Unknown) || !candidate.SupportsMulticast) return;
        try
        {
            if (candidate.GetIPProperties().GetIPv4Properties() is not { } properties) return;
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, properties.Index));
            _interfaces.Add(properties.Index);
        }
        catch (Exception e) when (e is SocketException or NetworkInformationException)
        {
            logger.MdnsUnavailable(candidate.Name, e.Message);
        }
    }
}
