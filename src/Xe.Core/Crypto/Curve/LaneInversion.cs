namespace Xe.Core.Crypto.Curve;

/// <summary>Many inversions for one and three multiplications each (Montgomery, "Speeding the Pollard and elliptic curve methods of factorization", 1987, §10.3.1).</summary>
internal static unsafe class LaneInversion<TField>
    where TField : struct, ILaneField
{
    /// <summary>Elements of scratch memory that the function uses.</summary>
    internal const int ScratchElements = 2 + LanePower<TField>.ScratchElements;

    /// <summary>inverses[i] = factor / values[i]; no value is zero on any lane.</summary>
    /// <param name="inverses">Receives <paramref name="count"/> elements.</param>
    /// <param name="values">First element.</param>
    /// <param name="stride">Words from one element to the next.</param>
    /// <param name="count">How many, at least one.</param>
    /// <param name="factor">Common numerator.</param>
    /// <param name="scratch">Memory.</param>
    internal static void InvertAll(ulong* inverses, ulong* values, int stride, int count, ulong* factor, ulong* scratch)
    {
        var product = scratch;
        var running = scratch + TField.Words;
        var rest = scratch + 2 * TField.Words;
        Copy(inverses, values);
        for (var i = 1; i < count; i++)
            TField.Multiply(inverses + i * TField.Words, inverses + (i - 1) * TField.Words, values + i * stride);
        Copy(product, inverses + (count - 1) * TField.Words);
        LanePower<TField>.Invert(running, product, rest);
        TField.Multiply(running, running, factor);
        for (var i = count - 1; i > 0; i--)
        {
            TField.Multiply(inverses + i * TField.Words, inverses + (i - 1) * TField.Words, running);
            TField.Multiply(running, running, values + i * stride);
        }
        Copy(inverses, running);
    }

    private static void Copy(ulong* to, ulong* from)
    {
        new ReadOnlySpan<ulong>(from, TField.Words).CopyTo(new Span<ulong>(to, TField.Words));
    }
}
