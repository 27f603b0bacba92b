using System.Buffers.Binary;

namespace Xe.Libp2p.Proto;

/// <summary>Reads protobuf fields from untrusted bytes without allocating. Nothing throws: the first malformed
/// field sets <see cref="Failed"/> and ends every loop over <see cref="TryReadTag"/>.</summary>
/// <example><code>
/// while (reader.TryReadTag(out int field, out WireType wire))
/// {
///     if (field == 1 &amp;&amp; wire == WireType.Bytes) reader.TryReadBytes(out name);
///     else reader.TrySkip(wire);
/// }
/// return !reader.Failed;
/// </code></example>
public ref struct ProtoReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the first byte of a message.</summary>
    public ProtoReader(ReadOnlySpan<byte> message)
    {
        _rest = message;
        Failed = false;
    }

    /// <summary>True once something malformed was met.</summary>
    public bool Failed { get; private set; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>The next field's number and wire type; false at the end or after a failure.</summary>
    public bool TryReadTag(out int field, out WireType wire)
    {
        field = 0;
        wire = default;
        if (Failed || _rest.IsEmpty) return false;
        if (!TryReadVarint(out ulong tag)) return false;
        ulong number = tag >> 3;
        wire = (WireType)(tag & 7);
        if (number is 0 or > 0x1fffffff || wire is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
            return Fail();
        field = (int)number;
        return true;
    }

    /// <summary>A varint value.</summary>
    public bool TryReadVarint(out ulong value)
    {
        if (Failed || Varint.TryRead(_rest, out value, out int length) != VarintStatus.Done)
        {
            value = 0;
            return Fail();
        }
        _rest = _rest[length..];
        return true;
    }

    /// <summary>A varint as protobuf's bool.</summary>
    public bool TryReadBool(out bool value)
    {
        bool read = TryReadVarint(out ulong raw);
        value = raw != 0;
        return read;
    }

    /// <summary>A length-delimited value: bytes, text or a nested message. The span points into the message.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryReadVarint(out ulong length)) return false;
        if (length > (ulong)_rest.Length) return Fail();
        value = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    /// <summary>A fixed 64-bit value.</summary>
    public bool TryReadFixed64(out ulong value)
    {
        if (Failed || !BinaryPrimitives.TryReadUInt64LittleEndian(_rest, out value))
        {
            value = 0;
            return Fail();
        }
        _rest = _rest[8..];
        return true;
    }

    /// <summary>Passes over a field of no interest.</summary>
    public bool TrySkip(WireType wire)
    {
        switch (wire)
        {
            case WireType.Varint: return TryReadVarint(out _);
            case WireType.Bytes: return TryReadBytes(out _);
            case WireType.Fixed64: return Advance(8);
            case WireType.Fixed32: return Advance(4);
            default: return Fail();
        }
    }

    private bool Advance(int count)
    {
        if (Failed || _rest.Length < count) return Fail();
        _rest = _rest[count..];
        return true;
    }

    private bool Fail()
    {
        Failed = true;
        _rest = default;
        return false;
    }
}
