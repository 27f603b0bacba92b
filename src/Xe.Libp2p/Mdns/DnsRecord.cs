namespace Xe.Libp2p.Mdns;

/// <summary>One resource record. For PTR <see cref="Target"/> is set, for TXT <see cref="Texts"/>; other data is not read.</summary>
internal sealed record DnsRecord(string Name, DnsType Type, uint TtlSeconds, string? Target, IReadOnlyList<string> Texts);
