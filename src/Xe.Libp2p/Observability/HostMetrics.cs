using System.Diagnostics.Metrics;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Observability;

/// <summary>Every metric of the host, under the meter <c>Xe.Libp2p</c>.</summary>
internal sealed class HostMetrics : IDisposable
{
    public const string MeterName = "Xe.Libp2p";

    private static readonly KeyValuePair<string, object?>[] Reasons =
        [.. Enum.GetValues<RefusalReason>().Select(r => new KeyValuePair<string, object?>("reason", r.ToString()))];

    private readonly Meter _meter = new(MeterName);

    public HostMetrics(Func<int> connections, Func<int> handshakes, Func<long> bufferedBytes)
    {
        _meter.CreateObservableGauge("xe.libp2p.connections", connections, "{connection}", "Open connections");
        _meter.CreateObservableGauge("xe.libp2p.handshakes", handshakes, "{connection}", "Accepted connections that are not secured yet");
        _meter.CreateObservableGauge("xe.libp2p.buffered", bufferedBytes, "By", "Received and unread bytes");
        Opened = _meter.CreateCounter<long>("xe.libp2p.connections.opened", "{connection}", "Connections opened, by direction");
        Closed = _meter.CreateCounter<long>("xe.libp2p.connections.closed", "{connection}", "Connections closed, by direction");
        ConnectionsRefused = _meter.CreateCounter<long>("xe.libp2p.connections.refused", "{connection}", "Connections refused, by reason and direction");
        Trimmed = _meter.CreateCounter<long>("xe.libp2p.connections.trimmed", "{connection}", "Connections closed to make room");
        HandshakesFailed = _meter.CreateCounter<long>("xe.libp2p.handshakes.failed", "{connection}", "Accepted connections whose handshake failed");
        DialsFailed = _meter.CreateCounter<long>("xe.libp2p.dials.failed", "{dial}", "Addresses that could not be dialled");
        Handshake = _meter.CreateHistogram<double>("xe.libp2p.handshake.duration", "s", "Time until a connection was secured and muxed, by direction");
        StreamsOpened = _meter.CreateCounter<long>("xe.libp2p.streams.opened", "{stream}", "Streams opened, by direction");
        StreamsRefused = _meter.CreateCounter<long>("xe.libp2p.streams.refused", "{stream}", "Streams refused, by reason");
    }

    public static KeyValuePair<string, object?> Inbound { get; } = new("direction", "inbound");

    public static KeyValuePair<string, object?> Outbound { get; } = new("direction", "outbound");

    public Counter<long> Opened { get; }

    public Counter<long> Closed { get; }

    public Counter<long> ConnectionsRefused { get; }

    public Counter<long> Trimmed { get; }

    public Counter<long> HandshakesFailed { get; }

    public Counter<long> DialsFailed { get; }

    public Histogram<double> Handshake { get; }

    public Counter<long> StreamsOpened { get; }

    public Counter<long> StreamsRefused { get; }

    public static KeyValuePair<string, object?> Direction(bool isInbound) => isInbound ? Inbound : Outbound;

    public static KeyValuePair<string, object?> Reason(RefusalReason reason) => Reasons[(int)reason];

    public void Dispose() => _meter.Dispose();
}
