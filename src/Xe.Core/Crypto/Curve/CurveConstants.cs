namespace Xe.Core.Crypto.Curve;

/// <summary>The constants of edwards25519 (RFC 8032 §5.1), computed from their definitions when first used.</summary>
internal static class CurveConstants
{
    /// <summary>1/2.</summary>
    internal static readonly FieldElement Half = Inverse(FieldElement.FromSmall(2));

    /// <summary>d = −121665/121666.</summary>
    internal static readonly FieldElement D = Product(FieldElement.Negate(FieldElement.FromSmall(121665)), Inverse(FieldElement.FromSmall(121666)));

    /// <summary>4d, for the halved members of <see cref="TableEntry"/>.</summary>
    internal static readonly FieldElement FourD = Product(D, FieldElement.FromSmall(4));

    /// <summary>√−1 = 2^((p−1)/4): 2^((p−5)/8) squared, times 2.</summary>
    internal static readonly FieldElement SqrtMinusOne = ComputeSqrtMinusOne();

    /// <summary>The encoded base point: y = 4/5, x even.</summary>
    internal static byte[] EncodedBase { get; } = ComputeBase();

    private static FieldElement Product(in FieldElement a, in FieldElement b)
    {
        FieldElement.Multiply(out var r, a, b);
        return r;
    }

    private static unsafe FieldElement Inverse(FieldElement a)
    {
        FieldElement r;
        var scratch = stackalloc ulong[LanePower<FieldScalar>.ScratchElements * 5];
        LanePower<FieldScalar>.Invert((ulong*)&r, (ulong*)&a, scratch);
        return r;
    }

    private static unsafe FieldElement ComputeSqrtMinusOne()
    {
        FieldElement r;
        var two = FieldElement.FromSmall(2);
        var scratch = stackalloc ulong[LanePower<FieldScalar>.ScratchElements * 5];
        LanePower<FieldScalar>.PowP58((ulong*)&r, (ulong*)&two, scratch);
        FieldElement.Square(out r, r);
        return Product(r, two);
    }

    private static byte[] ComputeBase()
    {
        var encoded = new byte[32];
        Product(FieldElement.FromSmall(4), Inverse(FieldElement.FromSmall(5))).ToBytes(encoded);
        return encoded;
    }
}
