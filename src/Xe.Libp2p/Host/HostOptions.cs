using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Host;

/// <summary>What a <see cref="Libp2pHost"/> is made of. Everything but the identity has a default that suits the public network.</summary>
public sealed record HostOptions
{
    /// <summary>The host's identity.</summary>
    public required IdentityKey Identity { get; init; }

    /// <summary>Addresses to listen on; none = dial only. Port 0 = any free one. A wildcard address is announced as the
    /// addresses of this machine.</summary>
    public IReadOnlyList<Multiaddr> ListenAddresses { get; init; } = [];

    /// <summary>Addresses announced in addition to those found, such as a forwarded port.</summary>
    public IReadOnlyList<Multiaddr> AnnounceAddresses { get; init; } = [];

    /// <summary>Told in identify; informational. Default <c>xe-libp2p</c>.</summary>
    public string AgentVersion { get; init; } = "xe-libp2p";

    /// <summary>Told in identify; informational. Default empty.</summary>
    public string ProtocolVersion { get; init; } = "";

    /// <summary>The in-memory network to take part in; null = TCP only.</summary>
    public MemoryNetwork? Memory { get; init; }

    /// <summary>The clock of every timer, time-out and back-off.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where messages go.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Has the last word on who is dialled and accepted; null = everybody is.</summary>
    public IConnectionGater? Gater { get; init; }

    /// <summary>Times.</summary>
    public HostTimeouts Timeouts { get; init; } = new();

    /// <summary>Bounds of connections, streams and memory.</summary>
    public HostLimits Limits { get; init; } = new();

    /// <summary>Bounds of the peer store.</summary>
    public PeerStoreOptions PeerStore { get; init; } = new();
}
