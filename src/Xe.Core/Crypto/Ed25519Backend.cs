namespace Xe.Core.Crypto;

/// <summary>How signatures are verified side by side.</summary>
public enum Ed25519Backend
{
    /// <summary>The fastest that this processor has.</summary>
    Automatic,

    /// <summary>One signature at a time, on every processor.</summary>
    Scalar,

    /// <summary>Four signatures at a time; needs AVX2.</summary>
    Avx2,

    /// <summary>Eight signatures at a time; needs AVX-512 F.</summary>
    Avx512,
}
