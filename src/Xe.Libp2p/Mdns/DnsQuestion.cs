namespace Xe.Libp2p.Mdns;

/// <summary>One question.</summary>
internal sealed record DnsQuestion(string Name, DnsType Type);
