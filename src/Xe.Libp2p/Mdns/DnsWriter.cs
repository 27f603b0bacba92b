using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Xe.Libp2p.Mdns;

/// <summary>Builds the two packets of mDNS discovery.</summary>
internal static class DnsWriter
{
    private const ushort InternetClass = 1;
    private const ushort FlushCache = 0x8001; // the record set is complete: replace what is cached
    private const uint TtlSeconds = 120;

    /// <summary>Asks who offers a service.</summary>
    public static byte[] Query(string service)
    {
        List<byte> packet = Header(response: false, questions: 1, answers: 0, additional: 0);
        DnsName.Write(packet, service);
        Add16(packet, (ushort)DnsType.Ptr);
        Add16(packet, InternetClass);
        return [.. packet];
    }

    /// <summary>Says that an instance offers the service: PTR, and beside it SRV, TXT and addresses, which some readers insist on.</summary>
    public static byte[] Response(string service, string instance, ushort port, IReadOnlyList<string> texts, IReadOnlyList<IPAddress> addresses)
    {
        string name = $"{instance}.{service}";
        string host = $"{instance}.local";
        List<byte> packet = Header(response: true, questions: 0, answers: 1, additional: (ushort)(2 + addresses.Count));
        Record(packet, service, DnsType.Ptr, InternetClass, data => DnsName.Write(data, name));
        Record(packet, name, DnsType.Srv, FlushCache, data =>
        {
            Add16(data, 0);
            Add16(data, 0);
            Add16(data, port);
            DnsName.Write(data, host);
        });
        Record(packet, name, DnsType.Txt, FlushCache, data =>
        {
            foreach (string text in texts)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                data.Add((byte)bytes.Length);
                data.AddRange(bytes);
            }
        });
        foreach (IPAddress address in addresses)
            Record(packet, host, address.AddressFamily == AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa, FlushCache, data => data.AddRange(address.GetAddressBytes()));
        return [.. packet];
    }

    private static List<byte> Header(bool response, ushort questions, ushort answers, ushort additional)
    {
        List<byte> packet = new(512);
        Add16(packet, 0);
        Add16(packet, response ? (ushort)0x8400 : (ushort)0);
        Add16(packet, questions);
        Add16(packet, answers);
        Add16(packet, 0);
        Add16(packet, additional);
        return packet;
    }

    private static void Record(List<byte> packet, string name, DnsType type, ushort @class, Action<List<byte>> writeData)
    {
        DnsName.Write(packet, name);
        Add16(packet, (ushort)type);
        Add16(packet, @class);
        Span<byte> ttl = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(ttl, TtlSeconds);
        packet.AddRange(ttl);
        List<byte> data = [];
        writeData(data);
        Add16(packet, (ushort)data.Count);
        packet.AddRange(data);
    }

    private static void Add16(List<byte> packet, ushort value)
    {
        packet.Add((byte)(value >> 8));
        packet.Add((byte)value);
    }
}
