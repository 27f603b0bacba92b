namespace Xe.Core.Crypto.Curve;

/// <summary>
/// A point in a table of multiples: ((y+x)/2, (y−x)/2, d·x·y) of its affine coordinates, the precomputed form of §4
/// of Bernstein, Duif, Lange, Schwabe, Yang, "High-speed high-security signatures" (2012), halved, which saves one
/// doubling in each addition. Limbs are reduced; one form serves every backend.
/// </summary>
internal struct TableEntry
{
    /// <summary>Words of 64 bits from one entry of a table to the next: fifteen are used, so that an entry fills two cache lines.</summary>
    internal const int Words = 16;

    internal FieldElement YPlusX, YMinusX, DXY;

    /// <summary>The neutral point (0, 1).</summary>
    internal static TableEntry Identity => new() { YPlusX = CurveConstants.Half, YMinusX = CurveConstants.Half };
}
