namespace Xe.Libp2p.Dht;

/// <summary>Whether this host answers DHT requests.</summary>
public enum DhtMode
{
    /// <summary>Asks others; others do not ask it.</summary>
    Client,

    /// <summary>Asks and answers.</summary>
    Server,
}
