namespace Xe.Libp2p.Host;

/// <summary>Why a connection or a stream was refused. Each is counted under its name.</summary>
public enum RefusalReason
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>The gater said so.</summary>
    Gater,

    /// <summary>All connections are in use.</summary>
    Connections,

    /// <summary>The inbound cap is reached.</summary>
    InboundConnections,

    /// <summary>The peer has its share of connections.</summary>
    ConnectionsPerPeer,

    /// <summary>The address or its prefix has its share of connections.</summary>
    ConnectionsPerAddress,

    /// <summary>The address or its prefix connects too often.</summary>
    ConnectionRate,

    /// <summary>Too many addresses are tracked.</summary>
    AddressTableFull,

    /// <summary>A handshake was dropped because newer ones needed its place.</summary>
    HandshakeBacklog,

    /// <summary>The connection is with this host itself.</summary>
    Self,

    /// <summary>The host is stopping.</summary>
    Stopping,

    /// <summary>The connection has its share of streams.</summary>
    StreamsPerConnection,

    /// <summary>The peer has its share of streams.</summary>
    StreamsPerPeer,

    /// <summary>The peer has its share of streams of this protocol.</summary>
    StreamsPerProtocol,

    /// <summary>What was sent finds no memory.</summary>
    Memory,

    /// <summary>Too many dials wait.</summary>
    Dials,

    /// <summary>Identify pushes come too often.</summary>
    PushRate,
}
