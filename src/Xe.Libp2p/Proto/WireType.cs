namespace Xe.Libp2p.Proto;

/// <summary>Protobuf wire types.</summary>
public enum WireType
{
    /// <summary>A base-128 integer.</summary>
    Varint = 0,

    /// <summary>Eight bytes, little-endian.</summary>
    Fixed64 = 1,

    /// <summary>A length and that many bytes.</summary>
    Bytes = 2,

    /// <summary>Four bytes, little-endian.</summary>
    Fixed32 = 5,
}
