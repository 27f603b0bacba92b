using System.Diagnostics.Metrics;

namespace Xe.Libp2p.Observability;

/// <summary>Every metric of the stack, on one meter. Counters are shared by all hosts of the process.</summary>
public static class Libp2pMetrics
{
    /// <summary>The meter's name, for listeners.</summary>
    public const string MeterName = "Xe.Libp2p";

    private static readonly Meter Meter = new(MeterName);

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
