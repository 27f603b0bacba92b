namespace Xe.Libp2p.Host;

/// <summary>How long a host waits for others (spec 06 §2.8).</summary>
public sealed record HostTimeouts
{
    /// <summary>One dial, security and muxer included. Default 15 s.</summary>
    public TimeSpan Dial { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>One dial to a loopback, link-local or private address. Default 5 s.</summary>
    public TimeSpan LocalDial { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Security and muxer of an accepted connection. Default 15 s.</summary>
    public TimeSpan Accept { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Negotiating the protocol of a stream. Default 10 s; checked about once a second.</summary>
    public TimeSpan Negotiation { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The whole identify exchange. Default 5 s.</summary>
    public TimeSpan Identify { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a quiet connection is probed. Default 30 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a probe may stay unanswered. Default 10 s.</summary>
    public TimeSpan Ping { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one send may be stuck because the peer does not read. Default 30 s.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream closed here waits for the peer's close. Default 30 s.</summary>
    public TimeSpan StreamClose { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long what is queued may take to leave when a connection is closed. Default 1 s.</summary>
    public TimeSpan ConnectionClose { get; init; } = TimeSpan.FromSeconds(1);
}
