namespace Xe.Node.Net.Wire;

/// <summary>What a <see cref="JsonBoundary"/> found.</summary>
internal enum JsonBoundaryResult
{
    /// <summary>The value goes on.</summary>
    More,
    /// <summary>The value ended with the last byte used.</summary>
    Complete,
    /// <summary>The first byte that is no white space does not begin an object.</summary>
    Malformed,
}
