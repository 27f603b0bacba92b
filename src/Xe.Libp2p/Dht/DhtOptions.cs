namespace Xe.Libp2p.Dht;

/// <summary>Settings of a <see cref="KademliaDht"/>. Defaults are spec 07 §9.1.</summary>
public sealed record DhtOptions
{
    /// <summary>Protocol prefix; <c>/kad/1.0.0</c> follows it. Default <c>/xe</c>.</summary>
    public string ProtocolPrefix { get; init; } = "/xe";

    /// <summary>Whether requests are answered. Default <see cref="DhtMode.Server"/>.</summary>
    public DhtMode Mode { get; init; } = DhtMode.Server;

    /// <summary>Peers in a bucket and in an answer (k). Default 20.</summary>
    public int BucketSize { get; init; } = 20;

    /// <summary>Requests of one lookup under way at once (alpha). Default 10.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>Closest peers that must have answered before a lookup ends (beta). Default 3.</summary>
    public int Resiliency { get; init; } = 3;

    /// <summary>Requests one lookup may make in all. Default 200.</summary>
    public int MaxRequestsPerLookup { get; init; } = 200;

    /// <summary>Time for one request, with the dial it may need. Default 10 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between refreshes of the routing table. Default 10 min.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between checks that the routing table is not too empty. Default 2 min.</summary>
    public TimeSpan LowWaterInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Peers below which the table is filled again. Default 10.</summary>
    public int LowWater { get; init; } = 10;

    /// <summary>How long a stream of a peer may be silent between requests. Default 1 min.</summary>
    public TimeSpan ServerIdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest message read, in bytes. Default 4 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 4 << 20;

    /// <summary>How long a provider record lives. Default 48 h.</summary>
    public TimeSpan ProviderLifetime { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long a provider's addresses are kept. Default 24 h.</summary>
    public TimeSpan ProviderAddressLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an address learned in a lookup is kept. Default 30 min.</summary>
    public TimeSpan LookupAddressLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Keys with provider records; the one updated longest ago goes first. Default 4096.</summary>
    public int MaxProviderKeys { get; init; } = 4096;

    /// <summary>Providers of one key; the record that expires first goes first. Default 256.</summary>
    public int MaxProvidersPerKey { get; init; } = 256;

    /// <summary>Keys one peer may provide; further ones are refused. Default 256.</summary>
    public int MaxKeysPerProvider { get; init; } = 256;

    /// <summary>Peers waiting to be probed for the routing table; more are dropped. Default 256.</summary>
    public int ProbeQueueLength { get; init; } = 256;

    /// <summary>The protocol id.</summary>
    public string Protocol => ProtocolPrefix.TrimEnd('/') + "/kad/1.0.0";
}
