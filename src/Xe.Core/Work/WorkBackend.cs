namespace Xe.Core.Work;

/// <summary>How nonces are tried.</summary>
public enum WorkBackend
{
    /// <summary>The fastest that this processor has.</summary>
    Automatic,

    /// <summary>One nonce at a time, on every processor.</summary>
    Scalar,

    /// <summary>Four nonces at a time; needs AVX2.</summary>
    Avx2,

    /// <summary>Eight nonces at a time; needs AVX-512 F and BW.</summary>
    Avx512,
}
