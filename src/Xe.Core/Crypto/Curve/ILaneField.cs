namespace Xe.Core.Crypto.Curve;

/// <summary>
/// Arithmetic in GF(2^255 − 19) on <see cref="Lanes"/> independent elements side by side. An element is
/// <see cref="Words"/> consecutive words of 64 bits in memory aligned to the vector; operands stay in memory and the
/// destination may be one of them. Public data only: nothing here promises constant time.
/// <para>Bounds, in units of a reduced limb: products, squares and differences are reduced (1 unit); a sum adds the
/// units of its terms.</para>
/// </summary>
internal unsafe interface ILaneField
{
    /// <summary>Elements side by side.</summary>
    static abstract int Lanes { get; }

    /// <summary>Words of 64 bits that an element takes in all lanes.</summary>
    static abstract int Words { get; }

    /// <summary>r = a·b. <paramref name="a"/> has at most 5 units, <paramref name="b"/> at most 2.</summary>
    static abstract void Multiply(ulong* r, ulong* a, ulong* b);

    /// <summary>r = a², a of at most 2 units.</summary>
    static abstract void Square(ulong* r, ulong* a);

    /// <summary>r = a + b.</summary>
    static abstract void Add(ulong* r, ulong* a, ulong* b);

    /// <summary>r = a − b, a of at most 2 units and b reduced.</summary>
    static abstract void Subtract(ulong* r, ulong* a, ulong* b);

    /// <summary>sum = a + b, difference = a − b, a of at most 2 units and b reduced.</summary>
    static abstract void AddSubtract(ulong* sum, ulong* difference, ulong* a, ulong* b);

    /// <summary>
    /// Loads one <see cref="TableEntry"/> per lane as three elements; where the lane's digit is negative, the entry
    /// of the opposite point: the first two members exchanged, the third negated.
    /// </summary>
    /// <param name="r">Receives three elements.</param>
    /// <param name="entries">Address of each lane's entry.</param>
    /// <param name="digits">Each lane's digit; only its sign counts.</param>
    static abstract void LoadEntries(ulong* r, ulong** entries, short* digits);

    /// <summary>The element of one lane; at most 2 units.</summary>
    static abstract FieldElement Get(ulong* a, int lane);

    /// <summary>Sets the element of one lane; limbs below 2^52.</summary>
    static abstract void Set(ulong* a, int lane, in FieldElement value);
}
