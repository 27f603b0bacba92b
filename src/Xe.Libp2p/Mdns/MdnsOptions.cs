namespace Xe.Libp2p.Mdns;

/// <summary>Settings of <see cref="MdnsDiscovery"/>.</summary>
public sealed record MdnsOptions
{
    /// <summary>The service name other libp2p implementations use.</summary>
    public const string DefaultService = "_p2p._udp";

    /// <summary>Service name without the domain. XE uses <c>xe-poc</c> (spec 07 §9.4). Default <see cref="DefaultService"/>.</summary>
    public string Service { get; init; } = DefaultService;

    /// <summary>Time between queries. Default 10 s.</summary>
    public TimeSpan QueryInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Least time between two of this host's answers, however many ask. Default 1 s.</summary>
    public TimeSpan AnswerInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A peer found again within this time is not told again, unless its addresses changed. Default 60 s.</summary>
    public TimeSpan RepeatInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Peers remembered as found; with more, all are forgotten and told again. Default 1024.</summary>
    public int MaxPeers { get; init; } = 1024;

    /// <summary>Port named in the SRV record; a placeholder, the addresses have their own. Default 4001.</summary>
    public ushort PlaceholderPort { get; init; } = 4001;
}
