namespace Xe.Core.Crypto.Curve;

/// <summary>
/// A table entry: ((y+x)/2, (y−x)/2, d·x·y) of an affine point, the precomputed form of §4 of "High-speed
/// high-security signatures", halved, which saves one doubling in each addition and keeps limbs small.
/// </summary>
internal struct NielsPoint
{
    internal FieldElement YPlusX, YMinusX, DXY;

    /// <summary>Makes the entry from coordinates and 1/(2Z).</summary>
    internal static NielsPoint From(in EdwardsPoint p, in FieldElement inverseOfTwoZ)
    {
        FieldElement.Multiply(out var x, p.X, inverseOfTwoZ);
        FieldElement.Multiply(out var y, p.Y, inverseOfTwoZ);
        NielsPoint r;
        FieldElement.Add(out r.YPlusX, y, x);
        FieldElement.Subtract(out r.YMinusX, y, x);
        FieldElement.Multiply(out var xy, x, y);
        FieldElement.Multiply(out r.DXY, xy, CurveConstants.FourD);
        return r;
    }
}
