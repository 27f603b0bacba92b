using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>One signature on its way through the lanes; S has been found canonical.</summary>
internal struct SignatureJob
{
    /// <summary>Commitment, as supplied.</summary>
    internal Bytes32 R;

    /// <summary>Response, 256 bits little-endian, below L.</summary>
    internal Bytes32 S;

    /// <summary>Challenge modulo L, as <see cref="S"/>.</summary>
    internal Bytes32 K;

    /// <summary>Whether <see cref="K"/> is to be computed in lanes.</summary>
    internal bool AwaitsChallenge;

    /// <summary>Address of the key's table.</summary>
    internal nint Table;

    /// <summary>Which of the keys that are being decoded is its key; −1 for a key from the cache.</summary>
    internal int NewKey;

    /// <summary>Place of the signature among the caller's items.</summary>
    internal int Item;
}
