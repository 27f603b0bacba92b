using System.Globalization;
using System.Security.Cryptography;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>M-of-N public keys (spec 01 §4.4, §8.7). <see cref="Threshold"/> is what JSON said, valid or not; the rules check it.</summary>
/// <param name="Keys">Keys; in ascending order where a decoder made the keyset, since only the set is hashed.</param>
/// <param name="Threshold">Signatures needed.</param>
public sealed record Keyset(IReadOnlyList<PublicKey> Keys, long Threshold)
{
    /// <summary>Null where the keyset may govern an account; else the first fault of spec 01 §8.7.1: "keyset has no keys",
    /// "keyset threshold must be >= 1, got …", "keyset threshold … exceeds key count …", "duplicate key: …".</summary>
    public Rejection? Validate()
    {
        if (CheckThreshold(Keys.Count, Threshold) is { } fault)
            return fault;
        HashSet<PublicKey> seen = new(Keys.Count);
        foreach (PublicKey key in Keys)
        {
            if (!seen.Add(key))
                return Duplicate(key.ToString());
        }
        return null;
    }

    /// <summary>The rules of <see cref="Validate()"/> for a keyset as JSON gave it, with the faults of its texts: "keyset is nil",
    /// "key i: expected 64 hex chars, got …", "key i: invalid hex: …".</summary>
    public static Rejection? Validate(WireKeyset? keyset)
    {
        if (keyset is null)
            return new Rejection("keyset_missing", "keyset is nil");
        if (CheckThreshold(keyset.Keys.Count, keyset.Threshold) is { } fault)
            return fault;
        HashSet<PublicKey> seen = new(keyset.Keys.Count);
        for (int i = 0; i < keyset.Keys.Count; i++)
        {
            string text = keyset.Keys[i];
            if (text.Length != Bytes32.Size * 2)
            {
                return new Rejection("invalid_keyset_key", string.Create(CultureInfo.InvariantCulture,
                    $"key {i}: expected 64 hex chars, got {System.Text.Encoding.UTF8.GetByteCount(text)}"));
            }
            if (!PublicKey.TryParse(text, out PublicKey key))
                return new Rejection("invalid_keyset_key", string.Create(CultureInfo.InvariantCulture, $"key {i}: invalid hex: {GoText.HexError(text)}"));
            if (!seen.Add(key))
                return Duplicate(text.ToLowerInvariant());
        }
        return null;
    }

    /// <summary>Takes a keyset over from JSON; false where <see cref="Validate(WireKeyset)"/> refuses it.</summary>
    public static bool TryCreate(WireKeyset? wire, out Keyset? keyset, out Rejection? rejection)
    {
        keyset = null;
        rejection = Validate(wire);
        if (rejection is not null)
            return false;
        keyset = new Keyset([.. wire!.Keys.Select(key => PublicKey.Parse(key))], wire.Threshold);
        return true;
    }

    /// <summary>The multisig address: SHA-256 of the encoded keyset, the same on every network (spec 01 §8.2). Only of a
    /// keyset that <see cref="Validate()"/> accepts.</summary>
    public Address DeriveAddress()
    {
        ByteBuffer input = new(stackalloc byte[ByteBuffer.InitialSize]);
        KeysetEncoding.Append(this, ref input);
        Span<byte> address = stackalloc byte[Bytes32.Size];
        SHA256.HashData(input.Written, address);
        input.Dispose();
        return new Address(address);
    }

    /// <summary>The bytes that are hashed into the address and into blocks: u32 threshold ‖ u32 count ‖ sorted keys.</summary>
    public byte[] ToBytes()
    {
        ByteBuffer output = new(stackalloc byte[ByteBuffer.InitialSize]);
        KeysetEncoding.Append(this, ref output);
        byte[] bytes = output.Written.ToArray();
        output.Dispose();
        return bytes;
    }

    /// <inheritdoc />
    public bool Equals(Keyset? other) => other is not null && Threshold == other.Threshold && Keys.SequenceEqual(other.Keys);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Threshold, Keys.Count, Keys.Count > 0 ? Keys[0] : default);

    private static Rejection? CheckThreshold(int count, long threshold)
    {
        if (count == 0)
            return new Rejection("keyset_empty", "keyset has no keys");
        if (threshold < 1)
            return new Rejection("keyset_threshold", string.Create(CultureInfo.InvariantCulture, $"keyset threshold must be >= 1, got {threshold}"));
        return threshold > count
            ? new Rejection("keyset_threshold", string.Create(CultureInfo.InvariantCulture, $"keyset threshold {threshold} exceeds key count {count}"))
            : null;
    }

    private static Rejection Duplicate(string key) => new("duplicate_key", $"duplicate key: {key[..12]}");
}
