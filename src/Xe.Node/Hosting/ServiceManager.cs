using System.Net.Sockets;
using System.Text;

namespace Xe.Node.Hosting;

/// <summary>Tells systemd what a unit of Type=notify waits for; nothing elsewhere.</summary>
internal static class ServiceManager
{
    private const string SocketVariable = "NOTIFY_SOCKET";

    /// <summary>The node serves.</summary>
    public static void Ready() => Send("READY=1");

    /// <summary>The node stops.</summary>
    public static void Stopping() => Send("STOPPING=1");

    private static void Send(string state)
    {
        if (Environment.GetEnvironmentVariable(SocketVariable) is not { Length: > 0 } path || OperatingSystem.IsWindows())
            return;
        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // A leading @ stands for an abstract name.
            socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path));
            socket.Send(Encoding.UTF8.GetBytes(state));
        }
        catch (SocketException)
        {
            // Whoever started the node does not listen; that is none of the node's business.
        }
    }
}
