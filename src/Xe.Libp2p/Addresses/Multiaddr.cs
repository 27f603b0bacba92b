using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Xe.Libp2p.Addresses;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p;

/// <summary>A self-describing address such as <c>/ip4/1.2.3.4/tcp/9000/p2p/12D3Koo…</c>. Immutable; compared by value.
/// Protocols this stack does not know are kept as bytes and make the address undialable, not invalid.</summary>
public sealed class Multiaddr : IEquatable<Multiaddr>
{
    /// <summary>Longest binary form accepted, in bytes.</summary>
    public const int MaxLength = 512;

    private readonly byte[] _bytes;
    private string? _text;

    private Multiaddr(byte[] bytes) => _bytes = bytes;

    /// <summary>The binary form.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>The binary form.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Multiaddr? address)
    {
        address = null;
        return MultiaddrText.TryEncode(text, out byte[] bytes) && TryFromBytes(bytes, out address);
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is no multiaddr.</exception>
    public static Multiaddr Parse(string text) =>
        TryParse(text, out Multiaddr? address) ? address : throw new FormatException($"not a multiaddr: {text}");

    /// <summary>Reads the binary form; false where it is empty, too long, or a known protocol's value is cut short or no peer id.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Multiaddr? address)
    {
        address = null;
        if (bytes.Length is 0 or > MaxLength) return false;
        MultiaddrReader reader = new(bytes);
        while (reader.TryRead(out int code, out ReadOnlySpan<byte> value))
            if (code == MultiaddrProtocol.P2p && !PeerId.TryFromBytes(value, out _)) return false;
        if (reader.Malformed) return false;
        address = new Multiaddr(bytes.ToArray());
        return true;
    }

    /// <summary>The TCP address of an end point; IPv4 in IPv6 form becomes IPv4.</summary>
    public static Multiaddr FromTcp(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        IPAddress ip = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        using ProtoWriter writer = new(32);
        writer.WriteRawVarint(ip.AddressFamily == AddressFamily.InterNetwork ? (ulong)MultiaddrProtocol.Ip4 : MultiaddrProtocol.Ip6);
        writer.WriteRaw(ip.GetAddressBytes());
        writer.WriteRawVarint(MultiaddrProtocol.Tcp);
        writer.WriteRaw([(byte)(endPoint.Port >> 8), (byte)endPoint.Port]);
        return new Multiaddr(writer.WrittenSpan.ToArray());
    }

    /// <summary>The address <c>/memory/n</c> of the in-memory transport.</summary>
    public static Multiaddr FromMemory(long number) => Parse($"/memory/{number}");

    /// <summary>The last peer id in the address, where there is one.</summary>
    public PeerId? Peer
    {
        get
        {
            PeerId? peer = null;
            MultiaddrReader reader = new(_bytes);
            while (reader.TryRead(out int code, out ReadOnlySpan<byte> value))
                if (code == MultiaddrProtocol.P2p) PeerId.TryFromBytes(value, out peer);
            return peer;
        }
    }

    /// <summary>The IP address the multiaddr starts with, where it does.</summary>
    public IPAddress? IpAddress
    {
        get
        {
            MultiaddrReader reader = new(_bytes);
            return reader.TryRead(out int code, out ReadOnlySpan<byte> value) && code is MultiaddrProtocol.Ip4 or MultiaddrProtocol.Ip6
                ? new IPAddress(value)
                : null;
        }
    }

    /// <summary>This address with <c>/p2p/peer</c> at its end; unchanged where it is there.</summary>
    public Multiaddr WithPeer(PeerId peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (Peer == peer) return this;
        return Parse($"{WithoutPeer()}/p2p/{peer}");
    }

    /// <summary>This address up to, not including, its last <c>/p2p/…</c> where that is its end.</summary>
    public Multiaddr WithoutPeer()
    {
        int at = -1;
        MultiaddrReader reader = new(_bytes);
        int start = 0;
        while (reader.TryRead(out int code, out _))
        {
            if (code == MultiaddrProtocol.P2p) at = start;
            else at = -1;
            start = _bytes.Length - reader.Rest.Length;
        }
        return at > 0 && reader.Rest.IsEmpty ? new Multiaddr(_bytes[..at]) : this;
    }

    /// <summary>True for <c>/ip4|ip6/…/tcp/n</c>, with or without a peer id behind it.</summary>
    public bool TryGetTcpEndPoint([NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        MultiaddrReader reader = new(_bytes);
        if (!reader.TryRead(out int code, out ReadOnlySpan<byte> ip) || code is not (MultiaddrProtocol.Ip4 or MultiaddrProtocol.Ip6)) return false;
        if (!reader.TryRead(out code, out ReadOnlySpan<byte> port) || code != MultiaddrProtocol.Tcp || !EndsOrPeer(ref reader)) return false;
        endPoint = new IPEndPoint(new IPAddress(ip), MultiaddrReader.Port(port));
        return true;
    }

    /// <summary>True for <c>/dns|dns4|dns6/host/tcp/n</c>; the family is unspecified for <c>dns</c>.</summary>
    public bool TryGetDnsEndPoint([NotNullWhen(true)] out DnsEndPoint? endPoint)
    {
        endPoint = null;
        MultiaddrReader reader = new(_bytes);
        if (!reader.TryRead(out int code, out ReadOnlySpan<byte> host) || code is not (MultiaddrProtocol.Dns or MultiaddrProtocol.Dns4 or MultiaddrProtocol.Dns6)) return false;
        if (!reader.TryRead(out int tcp, out ReadOnlySpan<byte> port) || tcp != MultiaddrProtocol.Tcp || !EndsOrPeer(ref reader)) return false;
        string name = System.Text.Encoding.ASCII.GetString(host);
        if (name.Length is 0 or > 253 || Uri.CheckHostName(name) == UriHostNameType.Unknown) return false;
        AddressFamily family = code switch
        {
            MultiaddrProtocol.Dns4 => AddressFamily.InterNetwork,
            MultiaddrProtocol.Dns6 => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unspecified,
        };
        endPoint = new DnsEndPoint(name, MultiaddrReader.Port(port), family);
        return true;
    }

    /// <summary>True for <c>/memory/n</c>.</summary>
    public bool TryGetMemory(out ulong number)
    {
        number = 0;
        MultiaddrReader reader = new(_bytes);
        if (!reader.TryRead(out int code, out ReadOnlySpan<byte> value) || code != MultiaddrProtocol.Memory) return false;
        number = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(value);
        return EndsOrPeer(ref reader);
    }

    /// <inheritdoc/>
    public bool Equals(Multiaddr? other) => ReferenceEquals(this, other) || (other is not null && _bytes.AsSpan().SequenceEqual(other._bytes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Multiaddr);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The text form; an unknown tail reads <c>/unknown/&lt;hex&gt;</c>.</summary>
    public override string ToString() => _text ??= MultiaddrText.Decode(_bytes);

    /// <summary>Value equality.</summary>
    public static bool operator ==(Multiaddr? left, Multiaddr? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(Multiaddr? left, Multiaddr? right) => !(left == right);

    private static bool EndsOrPeer(ref MultiaddrReader reader)
    {
        if (reader.Rest.IsEmpty) return true;
        return reader.TryRead(out int code, out _) && code == MultiaddrProtocol.P2p && reader.Rest.IsEmpty;
    }
}
