using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Addresses;

/// <summary>The text form of multiaddrs.</summary>
internal static class MultiaddrText
{
    /// <summary>Name an unknown tail is shown under: <c>/unknown/&lt;hex&gt;</c>.</summary>
    private const string Unknown = "unknown";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static bool TryEncode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length is 0 or > 2 * Multiaddr.MaxLength || text[0] != '/') return false;
        while (text.Length > 1 && text[^1] == '/') text = text[..^1];
        using ProtoWriter writer = new();
        text = text[1..];
        while (!text.IsEmpty)
        {
            ReadOnlySpan<char> name = Next(ref text);
            if (name is Unknown)
            {
                if (!TryUnhex(Next(ref text), out byte[] tail)) return false;
                writer.WriteRaw(tail);
                continue;
            }
            if (!MultiaddrProtocol.TryGet(name, out int code, out int size)) return false;
            writer.WriteRawVarint((ulong)code);
            if (size == 0) continue;
            if (text.IsEmpty || !TryEncodeValue(code, size, Next(ref text), writer)) return false;
        }
        if (writer.Length is 0 or > Multiaddr.MaxLength) return false;
        bytes = writer.WrittenSpan.ToArray();
        return true;
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        MultiaddrReader reader = new(bytes);
        while (reader.TryRead(out int code, out ReadOnlySpan<byte> value))
        {
            MultiaddrProtocol.TryGet(code, out string name, out int size);
            text.Append('/').Append(name);
            if (size != 0) text.Append('/').Append(DecodeValue(code, value));
        }
        if (!reader.Rest.IsEmpty) text.Append('/').Append(Unknown).Append('/').Append(Convert.ToHexStringLower(reader.Rest));
        return text.ToString();
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> text)
    {
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> part = slash < 0 ? text : text[..slash];
        text = slash < 0 ? default : text[(slash + 1)..];
        return part;
    }

    private static bool TryEncodeValue(int code, int size, ReadOnlySpan<char> value, ProtoWriter writer)
    {
        Span<byte> fixedValue = stackalloc byte[16];
        switch (code)
        {
            case MultiaddrProtocol.Ip4:
            case MultiaddrProtocol.Ip6:
                AddressFamily family = code == MultiaddrProtocol.Ip4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
                if (value.Contains('%') || value.Contains('[')) return false;
                if (!IPAddress.TryParse(value, out IPAddress? address) || address.AddressFamily != family) return false;
                if (code == MultiaddrProtocol.Ip4 && value.Count('.') != 3) return false;
                address.TryWriteBytes(fixedValue, out _);
                writer.WriteRaw(fixedValue[..size]);
                return true;
            case MultiaddrProtocol.Memory:
                if (!ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)) return false;
                BinaryPrimitives.WriteUInt64BigEndian(fixedValue, number);
                writer.WriteRaw(fixedValue[..8]);
                return true;
            case MultiaddrProtocol.P2p:
                if (!PeerId.TryParse(value, out PeerId? peer)) return false;
                writer.WriteRawVarint((ulong)peer.Length);
                writer.WriteRaw(peer.Span);
                return true;
        }
        if (size == 2)
        {
            if (!ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)) return false;
            BinaryPrimitives.WriteUInt16BigEndian(fixedValue, port);
            writer.WriteRaw(fixedValue[..2]);
            return true;
        }
        if (value.IsEmpty || value.ContainsAnyExceptInRange('!', '~')) return false;
        byte[] text = Encoding.ASCII.GetBytes(value.ToString());
        writer.WriteRawVarint((ulong)text.Length);
        writer.WriteRaw(text);
        return true;
    }

    private static string DecodeValue(int code, ReadOnlySpan<byte> value) => code switch
    {
        MultiaddrProtocol.Ip4 or MultiaddrProtocol.Ip6 => new IPAddress(value).ToString(),
        MultiaddrProtocol.Memory => BinaryPrimitives.ReadUInt64BigEndian(value).ToString(CultureInfo.InvariantCulture),
        MultiaddrProtocol.P2p => PeerId.TryFromBytes(value, out PeerId? peer) ? peer.ToString() : "?" + Convert.ToHexStringLower(value),
        _ when value.Length == 2 && code is MultiaddrProtocol.Tcp or MultiaddrProtocol.Udp => MultiaddrReader.Port(value).ToString(CultureInfo.InvariantCulture),
        _ => Printable(value),
    };

    // Remote bytes end up in logs: nothing but visible ASCII, and no separator, gets through.
    private static string Printable(ReadOnlySpan<byte> value)
    {
        StringBuilder text = new(value.Length);
        foreach (byte b in value)
        {
            if (b is > 0x20 and < 0x7f and not (byte)'/' and not (byte)'%') text.Append((char)b);
            else text.Append('%').Append(b.ToString("x2", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    private static bool TryUnhex(ReadOnlySpan<char> hex, out byte[] bytes)
    {
        bytes = [];
        if (hex.IsEmpty || hex.Length % 2 != 0 || hex.ContainsAnyExcept(HexDigits)) return false;
        bytes = Convert.FromHexString(hex);
        return true;
    }
}
