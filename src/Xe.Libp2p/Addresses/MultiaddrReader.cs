using System.Buffers.Binary;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Addresses;

/// <summary>Walks the components of a binary multiaddr; stops without complaint at a protocol it does not know.</summary>
internal ref struct MultiaddrReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What is left: empty, or an opaque tail that starts with an unknown protocol.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>True once a known protocol's value was cut short.</summary>
    public bool Malformed { get; private set; }

    public bool TryRead(out int code, out ReadOnlySpan<byte> value)
    {
        code = 0;
        value = default;
        if (_rest.IsEmpty || Malformed) return false;
        if (Varint.TryRead(_rest, out ulong raw, out int head) != VarintStatus.Done || raw > int.MaxValue)
        {
            Malformed = true;
            return false;
        }
        if (!MultiaddrProtocol.TryGet((int)raw, out _, out int size)) return false;
        ReadOnlySpan<byte> rest = _rest[head..];
        if (size == MultiaddrProtocol.Variable)
        {
            if (Varint.TryRead(rest, out ulong length, out int prefix) != VarintStatus.Done || length > (ulong)(rest.Length - prefix))
            {
                Malformed = true;
                return false;
            }
            rest = rest[prefix..];
            size = (int)length;
        }
        if (rest.Length < size)
        {
            Malformed = true;
            return false;
        }
        code = (int)raw;
        value = rest[..size];
        _rest = rest[size..];
        return true;
    }

    public static ushort Port(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt16BigEndian(value);
}
