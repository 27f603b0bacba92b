namespace Xe.Libp2p.Mdns;

/// <summary>DNS record types mDNS discovery meets; others are passed over.</summary>
internal enum DnsType : ushort
{
    A = 1,
    Ptr = 12,
    Txt = 16,
    Aaaa = 28,
    Srv = 33,
    Any = 255,
}
