namespace Xe.Core.Crypto.Curve;

/// <summary>The constants of edwards25519 (RFC 8032 §5.1), computed from their definitions when first used.</summary>
internal static class CurveConstants
{
    /// <summary>d = −121665/121666.</summary>
    internal static readonly FieldElement D = ComputeD();

    /// <summary>4d, for the halved table entries of <see cref="EdwardsPoint"/>.</summary>
    internal static readonly FieldElement FourD = Scale(D, 4);

    /// <summary>2d.</summary>
    internal static readonly FieldElement TwoD = Scale(D, 2);

    /// <summary>1/2.</summary>
    internal static readonly FieldElement Half = Inverse(FieldElement.FromSmall(2));

    /// <summary>√−1 = 2^((p−1)/4): from 2^((p−5)/8) squared, times 2.</summary>
    internal static readonly FieldElement SqrtMinusOne = ComputeSqrtMinusOne();

    /// <summary>The base point: y = 4/5, x even.</summary>
    internal static readonly EdwardsPoint Base = ComputeBase();

    private static FieldElement ComputeD()
    {
        FieldElement.Multiply(out var r, FieldElement.Negate(FieldElement.FromSmall(121665)), Inverse(FieldElement.FromSmall(121666)));
        return r;
    }

    private static FieldElement Scale(in FieldElement a, ulong factor)
    {
        FieldElement.Multiply(out var r, a, FieldElement.FromSmall(factor));
        return r;
    }

    private static FieldElement Inverse(in FieldElement a)
    {
        FieldElement.Invert(out var r, a);
        return r;
    }

    private static FieldElement ComputeSqrtMinusOne()
    {
        FieldElement.PowP58(out var r, FieldElement.FromSmall(2));
        FieldElement.Square(out r, r);
        return Scale(r, 2);
    }

    private static EdwardsPoint ComputeBase()
    {
        FieldElement.Multiply(out var y, FieldElement.FromSmall(4), Inverse(FieldElement.FromSmall(5)));
        Span<byte> encoded = stackalloc byte[32];
        y.ToBytes(encoded);
        return EdwardsPoint.TryDecode(encoded, out var point)
            ? point
            : throw new InvalidOperationException("The base point does not decode.");
    }
}
