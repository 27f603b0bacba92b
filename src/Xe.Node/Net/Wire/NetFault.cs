using System.Net.Sockets;

namespace Xe.Node.Net.Wire;

/// <summary>Failures that remote peers and networks cause: part of normal life, told in logs and nowhere else.</summary>
internal static class NetFault
{
    /// <summary>True for connection, stream, negotiation and time-out failures; false for bugs.</summary>
    internal static bool IsExpected(Exception e) =>
        e is IOException or OperationCanceledException or SocketException or TimeoutException or ObjectDisposedException or InvalidDataException;
}
