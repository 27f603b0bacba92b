namespace Xe.Libp2p.Dht;

/// <summary>Types of DHT messages (spec 07 §9.1).</summary>
internal enum DhtMessageType
{
    PutValue = 0,
    GetValue = 1,
    AddProvider = 2,
    GetProviders = 3,
    FindNode = 4,
    Ping = 5,
}
