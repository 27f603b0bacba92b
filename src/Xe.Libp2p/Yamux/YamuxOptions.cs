namespace Xe.Libp2p.Yamux;

/// <summary>Bounds and times of a yamux session.</summary>
internal sealed record YamuxOptions
{
    /// <summary>Window each stream starts with, each way, in bytes; fixed by the protocol.</summary>
    public const int InitialWindowBytes = 256 * 1024;

    /// <summary>Streams the peer may have open at once; more are reset. Default 256.</summary>
    public int MaxInboundStreams { get; init; } = 256;

    /// <summary>Own streams the peer has not acknowledged; more wait. Default 256.</summary>
    public int MaxUnacknowledgedStreams { get; init; } = 256;

    /// <summary>Receive window a stream may grow to, in bytes. Default 16 MiB.</summary>
    public int MaxWindowBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How often a quiet connection is probed. Default 30 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a probe may go without anything received. Default 10 s.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one send may take before the peer is held to have stopped reading. Default 30 s.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream that was closed here waits for the peer's close before it is reset. Default 30 s.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
