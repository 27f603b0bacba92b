namespace Xe.Core.Primitives;

/// <summary>An account identifier: the hash of a tagged public key or of a keyset, never a key (spec 01 §8.2).</summary>
public readonly record struct Address(Bytes32 Value) : IComparable<Address>
{
    /// <summary>Copies exactly 32 bytes.</summary>
    public Address(ReadOnlySpan<byte> bytes) : this(new Bytes32(bytes)) { }

    /// <summary>All bytes zero.</summary>
    public bool IsZero => Value.IsZero;

    /// <summary>Reads 64 hex digits of either case; false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out Address value)
    {
        bool ok = Bytes32.TryParse(hex, out Bytes32 bytes);
        value = new Address(bytes);
        return ok;
    }

    /// <summary>Reads 64 hex digits; throws <see cref="FormatException"/> for any other text. For trusted text only.</summary>
    public static Address Parse(ReadOnlySpan<char> hex) =>
        TryParse(hex, out Address value) ? value : throw new FormatException("expected 64 hex digits");

    /// <inheritdoc />
    public int CompareTo(Address other) => Value.CompareTo(other.Value);

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>The first 12 digits and "...", as messages print it (spec 03, conventions).</summary>
    public string Short => Hex.Short(ToString());

    /// <summary>Byte-wise order.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Byte-wise order.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    /// <summary>SHA-256("xe/account/v1" ‖ key): the address of a single-key account, the same on every network.</summary>
    public static Address FromPublicKey(PublicKey key)
    {
        Span<byte> input = stackalloc byte[13 + Bytes32.Size];
        "xe/account/v1"u8.CopyTo(input);
        key.Value.CopyTo(input[13..]);
        Span<byte> digest = stackalloc byte[Bytes32.Size];
        System.Security.Cryptography.SHA256.HashData(input, digest);
        return new Address(digest);
    }
}
