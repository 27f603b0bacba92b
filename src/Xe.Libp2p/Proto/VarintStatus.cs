namespace Xe.Libp2p.Proto;

/// <summary>What an attempt to read a varint came to.</summary>
public enum VarintStatus
{
    /// <summary>A value was read.</summary>
    Done,

    /// <summary>The bytes end before the value does.</summary>
    NeedMore,

    /// <summary>Longer than ten bytes or beyond 64 bits.</summary>
    Invalid,
}
