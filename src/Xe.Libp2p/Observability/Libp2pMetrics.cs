using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Observability;

/// <summary>Every metric of the stack, on one meter. Counters are shared by all hosts of the process.</summary>
public static class Libp2pMetrics
{
    /// <summary>The meter's name, for listeners.</summary>
    public const string MeterName = "Xe.Libp2p";

    private static readonly Meter Meter = new(MeterName);

    // ---- host and connections

    /// <summary>Connections opened, by <c>direction</c>.</summary>
    internal static readonly Counter<long> ConnectionsOpened = Meter.CreateCounter<long>("xe.libp2p.connections.opened", "{connection}");

    /// <summary>Connections closed, by <c>direction</c>.</summary>
    internal static readonly Counter<long> ConnectionsClosed = Meter.CreateCounter<long>("xe.libp2p.connections.closed", "{connection}");

    /// <summary>Connections refused, by <c>reason</c> and <c>direction</c>.</summary>
    internal static readonly Counter<long> ConnectionsRefused = Meter.CreateCounter<long>("xe.libp2p.connections.refused", "{connection}");

    /// <summary>Connections closed to make room.</summary>
    internal static readonly Counter<long> ConnectionsTrimmed = Meter.CreateCounter<long>("xe.libp2p.connections.trimmed", "{connection}");

    /// <summary>Accepted connections whose handshake failed.</summary>
    internal static readonly Counter<long> HandshakesFailed = Meter.CreateCounter<long>("xe.libp2p.handshakes.failed", "{connection}");

    /// <summary>Addresses that could not be dialled.</summary>
    internal static readonly Counter<long> DialsFailed = Meter.CreateCounter<long>("xe.libp2p.dials.failed", "{dial}");

    /// <summary>Time until a connection was secured and muxed, by <c>direction</c>.</summary>
    internal static readonly Histogram<double> Handshakes = Meter.CreateHistogram<double>("xe.libp2p.handshake.duration", "s");

    /// <summary>Streams opened, by <c>direction</c>.</summary>
    internal static readonly Counter<long> StreamsOpened = Meter.CreateCounter<long>("xe.libp2p.streams.opened", "{stream}");

    /// <summary>Streams refused, by <c>reason</c>.</summary>
    internal static readonly Counter<long> StreamsRefused = Meter.CreateCounter<long>("xe.libp2p.streams.refused", "{stream}");

    private static readonly ConcurrentDictionary<Libp2pHost, byte> Hosts = new();

    private static readonly KeyValuePair<string, object?>[] Reasons =
        [.. Enum.GetValues<RefusalReason>().Select(r => new KeyValuePair<string, object?>("reason", r.ToString()))];

    private static readonly KeyValuePair<string, object?> Inbound = new("direction", "inbound");

    private static readonly KeyValuePair<string, object?> Outbound = new("direction", "outbound");

    static Libp2pMetrics()
    {
        // What is open now, summed over the hosts that run.
        Meter.CreateObservableGauge("xe.libp2p.connections", () => Hosts.Keys.Sum(h => h.ConnectionCount), "{connection}");
        Meter.CreateObservableGauge("xe.libp2p.handshakes", () => Hosts.Keys.Sum(h => h.PendingHandshakes), "{connection}");
        Meter.CreateObservableGauge("xe.libp2p.buffered", () => Hosts.Keys.Sum(h => h.BufferedBytes), "By");
    }

    internal static KeyValuePair<string, object?> Direction(bool isInbound) => isInbound ? Inbound : Outbound;

    internal static KeyValuePair<string, object?> Reason(RefusalReason reason) => Reasons[(int)reason];

    internal static void Watch(Libp2pHost host) => Hosts[host] = 0;

    internal static void Unwatch(Libp2pHost host) => Hosts.TryRemove(host, out _);

    // ---- gossip

    /// <summary>Messages received, by <c>result</c>: accepted, duplicate, ignored, rejected, throttled, graylisted, not_subscribed.</summary>
    internal static readonly Counter<long> PubsubReceived = Meter.CreateCounter<long>("xe.libp2p.pubsub.received", "{message}");

    /// <summary>Messages published by this host, by <c>result</c>.</summary>
    internal static readonly Counter<long> PubsubPublished = Meter.CreateCounter<long>("xe.libp2p.pubsub.published", "{message}");

    /// <summary>Frames written to peers.</summary>
    internal static readonly Counter<long> PubsubSent = Meter.CreateCounter<long>("xe.libp2p.pubsub.sent", "{frame}");

    /// <summary>What was dropped because a bounded queue was full, by <c>queue</c>: message, gossip, subscription.</summary>
    internal static readonly Counter<long> PubsubDropped = Meter.CreateCounter<long>("xe.libp2p.pubsub.dropped", "{item}");

    /// <summary>RPCs or parts of them refused, by <c>reason</c>.</summary>
    internal static readonly Counter<long> PubsubRefused = Meter.CreateCounter<long>("xe.libp2p.pubsub.refused", "{rpc}");

    // ---- DHT

    /// <summary>DHT requests made, by <c>result</c>: answered, failed.</summary>
    internal static readonly Counter<long> DhtRequests = Meter.CreateCounter<long>("xe.libp2p.dht.requests", "{request}");

    /// <summary>DHT requests of others refused, by <c>reason</c>.</summary>
    internal static readonly Counter<long> DhtRefused = Meter.CreateCounter<long>("xe.libp2p.dht.refused", "{request}");

    // ---- mDNS

    /// <summary>mDNS packets refused, by <c>reason</c>.</summary>
    internal static readonly Counter<long> MdnsRefused = Meter.CreateCounter<long>("xe.libp2p.mdns.refused", "{packet}");
}
