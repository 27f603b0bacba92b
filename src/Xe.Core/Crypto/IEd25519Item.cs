using System.Diagnostics.CodeAnalysis;

namespace Xe.Core.Crypto;

/// <summary>What <see cref="Ed25519Verifier"/> needs to know of one signature. The spans stay valid as long as the item.</summary>
public interface IEd25519Item
{
    /// <summary>Public key; any other length than 32 is not valid.</summary>
    [UnscopedRef]
    ReadOnlySpan<byte> PublicKey { get; }

    /// <summary>The signed bytes.</summary>
    [UnscopedRef]
    ReadOnlySpan<byte> Message { get; }

    /// <summary>Signature; any other length than 64 is not valid.</summary>
    [UnscopedRef]
    ReadOnlySpan<byte> Signature { get; }
}
