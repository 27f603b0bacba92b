namespace Xe.Core.Primitives;

/// <summary>An Ed25519 public key; not an address (spec 01 §8.1).</summary>
public readonly record struct PublicKey(Bytes32 Value) : IComparable<PublicKey>
{
    /// <summary>Copies exactly 32 bytes.</summary>
    public PublicKey(ReadOnlySpan<byte> bytes) : this(new Bytes32(bytes)) { }

    /// <summary>All bytes zero.</summary>
    public bool IsZero => Value.IsZero;

    /// <summary>Reads 64 hex digits of either case; false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out PublicKey value)
    {
        bool ok = Bytes32.TryParse(hex, out Bytes32 bytes);
        value = new PublicKey(bytes);
        return ok;
    }

    /// <summary>Reads 64 hex digits; throws <see cref="FormatException"/> for any other text. For trusted text only.</summary>
    public static PublicKey Parse(ReadOnlySpan<char> hex) =>
        TryParse(hex, out PublicKey value) ? value : throw new FormatException("expected 64 hex digits");

    /// <inheritdoc />
    public int CompareTo(PublicKey other) => Value.CompareTo(other.Value);

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>The first 12 digits and "...", as messages print it (spec 03, conventions).</summary>
    public string Short => Hex.Short(ToString());

    /// <summary>Byte-wise order.</summary>
    public static bool operator <(PublicKey left, PublicKey right) => left.CompareTo(right) < 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator >(PublicKey left, PublicKey right) => left.CompareTo(right) > 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator <=(PublicKey left, PublicKey right) => left.CompareTo(right) <= 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator >=(PublicKey left, PublicKey right) => left.CompareTo(right) >= 0;
}
