namespace Xe.Core.Primitives;

/// <summary>A SHA-256 digest: the identity of a block, certificate or record (spec 01 §6).</summary>
public readonly record struct Hash256(Bytes32 Value) : IComparable<Hash256>
{
    /// <summary>Copies exactly 32 bytes.</summary>
    public Hash256(ReadOnlySpan<byte> bytes) : this(new Bytes32(bytes)) { }

    /// <summary>All bytes zero.</summary>
    public bool IsZero => Value.IsZero;

    /// <summary>Reads 64 hex digits of either case; false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out Hash256 value)
    {
        bool ok = Bytes32.TryParse(hex, out Bytes32 bytes);
        value = new Hash256(bytes);
        return ok;
    }

    /// <summary>Reads 64 hex digits; throws <see cref="FormatException"/> for any other text. For trusted text only.</summary>
    public static Hash256 Parse(ReadOnlySpan<char> hex) =>
        TryParse(hex, out Hash256 value) ? value : throw new FormatException("expected 64 hex digits");

    /// <inheritdoc />
    public int CompareTo(Hash256 other) => Value.CompareTo(other.Value);

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>The first 12 digits and "...", as messages print it (spec 03, conventions).</summary>
    public string Short => Hex.Short(ToString());

    /// <summary>Byte-wise order.</summary>
    public static bool operator <(Hash256 left, Hash256 right) => left.CompareTo(right) < 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator >(Hash256 left, Hash256 right) => left.CompareTo(right) > 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator <=(Hash256 left, Hash256 right) => left.CompareTo(right) <= 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator >=(Hash256 left, Hash256 right) => left.CompareTo(right) >= 0;
}
