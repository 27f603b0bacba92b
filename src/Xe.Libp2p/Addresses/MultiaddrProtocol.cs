namespace Xe.Libp2p.Addresses;

/// <summary>The multiaddr protocols this stack can read; others are kept as opaque bytes.</summary>
internal static class MultiaddrProtocol
{
    public const int Ip4 = 4, Tcp = 6, Udp = 273, Ip6 = 41, Ip6Zone = 42, Dns = 53, Dns4 = 54, Dns6 = 55, DnsAddr = 56,
        P2p = 421, Memory = 777, Circuit = 290;

    /// <summary>The value has a length prefix.</summary>
    public const int Variable = -1;

    private static readonly (int Code, string Name, int Size)[] Table =
    [
        (Ip4, "ip4", 4), (Tcp, "tcp", 2), (Ip6, "ip6", 16), (Ip6Zone, "ip6zone", Variable), (Dns, "dns", Variable),
        (Dns4, "dns4", Variable), (Dns6, "dns6", Variable), (DnsAddr, "dnsaddr", Variable), (P2p, "p2p", Variable),
        (Udp, "udp", 2), (460, "quic", 0), (461, "quic-v1", 0), (448, "tls", 0), (449, "sni", Variable), (454, "noise", 0),
        (477, "ws", 0), (478, "wss", 0), (480, "http", 0), (465, "webtransport", 0), (466, "certhash", Variable),
        (280, "webrtc-direct", 0), (281, "webrtc", 0), (Circuit, "p2p-circuit", 0), (Memory, "memory", 8),
    ];

    public static bool TryGet(int code, out string name, out int size)
    {
        foreach ((int Code, string Name, int Size) entry in Table)
        {
            if (entry.Code != code) continue;
            (name, size) = (entry.Name, entry.Size);
            return true;
        }
        (name, size) = ("", 0);
        return false;
    }

    public static bool TryGet(ReadOnlySpan<char> name, out int code, out int size)
    {
        if (name is "ipfs") name = "p2p";
        foreach ((int Code, string Name, int Size) entry in Table)
        {
            if (!name.SequenceEqual(entry.Name)) continue;
            (code, size) = (entry.Code, entry.Size);
            return true;
        }
        (code, size) = (0, 0);
        return false;
    }
}
