using System.Net;
using System.Net.Sockets;

namespace Xe.Interop.Tests;

/// <summary>A test that needs multicast; skipped, with the reason, where a packet sent to a group does not come back.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MulticastFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(Probe);

    public MulticastFactAttribute() => Skip = Reason.Value;

    private static string? Probe()
    {
        IPAddress group = IPAddress.Parse("224.0.0.251");
        try
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 2000 };
            socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group));
            socket.SendTo(new byte[12], new IPEndPoint(group, ((IPEndPoint)socket.LocalEndPoint!).Port));
            socket.Receive(new byte[16]);
            return null;
        }
        catch (SocketException e)
        {
            return $"multicast does not work on this machine: {e.Message}";
        }
    }
}
