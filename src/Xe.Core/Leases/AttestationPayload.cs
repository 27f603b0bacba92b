using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Core.Primitives;

namespace Xe.Core.Leases;

/// <summary>What a timekeeper signs (spec 01 §14.1): SHA-256(identifier ‖ time).</summary>
public static class AttestationPayload
{
    /// <summary>The 32 signed bytes.</summary>
    /// <param name="identifier">Lease hash, provider address, or the end identifier of a provider.</param>
    /// <param name="timestamp">Unix time, nanoseconds.</param>
    public static Hash256 Compute(in Bytes32 identifier, long timestamp)
    {
        Span<byte> input = stackalloc byte[Bytes32.Size + 8];
        identifier.CopyTo(input);
        BinaryPrimitives.WriteInt64BigEndian(input[Bytes32.Size..], timestamp);
        Span<byte> digest = stackalloc byte[Bytes32.Size];
        SHA256.HashData(input, digest);
        return new Hash256(digest);
    }

    /// <summary>The second identifier of a certificate run: the provider address with hex characters 32…47 zero, because
    /// timekeepers limit their rate per identifier (spec 12 §4.6).</summary>
    public static Bytes32 EndIdentifier(Address provider)
    {
        Span<byte> bytes = stackalloc byte[Bytes32.Size];
        provider.Value.CopyTo(bytes);
        bytes[16..24].Clear();
        return new Bytes32(bytes);
    }

    /// <summary>True where <paramref name="identifier"/> could be an end identifier: its hex characters 32…47 are zero
    /// (spec 12 §5.2).</summary>
    public static bool HasEndForm(in Bytes32 identifier) => !identifier.Span[16..24].ContainsAnyExcept((byte)0);
}
