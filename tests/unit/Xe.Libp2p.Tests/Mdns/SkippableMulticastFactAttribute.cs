using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Libp2p.Mdns;

namespace Xe.Libp2p.Tests.Mdns;

/// <summary>A test that needs multicast; skipped, with the reason, where a packet sent to the group does not come back.</summary>
internal sealed class SkippableMulticastFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(Probe);

    public SkippableMulticastFactAttribute() => Skip = Reason.Value;

    private static string? Probe()
    {
        try
        {
            using MulticastSocket socket = MulticastSocket.Open(NullLogger.Instance);
            byte[] query = DnsWriter.Query($"xe-probe-{Environment.ProcessId}.local");
            byte[] buffer = new byte[DnsMessage.MaxBytes];
            using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(2));
            socket.SendAsync(query, timeout.Token).AsTask().GetAwaiter().GetResult();
            while (true)
            {
                int length = socket.ReceiveAsync(buffer, timeout.Token).AsTask().GetAwaiter().GetResult();
                if (buffer.AsSpan(0, length).SequenceEqual(query)) return null;
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return $"multicast does not work on this machine: {e.Message}";
        }
    }
}
