namespace Xe.Core.Crypto.Curve;

/// <summary>
/// One lane: <see cref="FieldElement"/> on every processor. Differences are not carried here: they have three units,
/// which every use allows because factors may have eight units and squares four.
/// </summary>
internal readonly unsafe struct FieldScalar : ILaneField
{
    public static int Lanes => 1;

    public static int Words => 5;

    public static void Multiply(ulong* r, ulong* a, ulong* b)
    {
        FieldElement.Multiply(out *(FieldElement*)r, *(FieldElement*)a, *(FieldElement*)b);
    }

    public static void Square(ulong* r, ulong* a)
    {
        FieldElement.Square(out *(FieldElement*)r, *(FieldElement*)a);
    }

    public static void Add(ulong* r, ulong* a, ulong* b)
    {
        FieldElement.Add(out *(FieldElement*)r, *(FieldElement*)a, *(FieldElement*)b);
    }

    public static void AddSubtract(ulong* sum, ulong* difference, ulong* a, ulong* b)
    {
        FieldElement.Add(out var total, *(FieldElement*)a, *(FieldElement*)b);
        FieldElement.Subtract(out *(FieldElement*)difference, *(FieldElement*)a, *(FieldElement*)b);
        *(FieldElement*)sum = total;
    }

    public static void Subtract(ulong* r, ulong* a, ulong* b)
    {
        FieldElement.Subtract(out *(FieldElement*)r, *(FieldElement*)a, *(FieldElement*)b);
    }

    public static void LoadEntries(ulong* r, ulong** entries, short* digits)
    {
        var entry = (TableEntry*)entries[0];
        var to = (TableEntry*)r;
        if (digits[0] >= 0)
        {
            *to = *entry;
            return;
        }
        to->YPlusX = entry->YMinusX;
        to->YMinusX = entry->YPlusX;
        FieldElement.Subtract(out to->DXY, FieldElement.Zero, entry->DXY);
    }

    public static FieldElement Get(ulong* a, int lane)
    {
        return *(FieldElement*)a;
    }

    public static void Set(ulong* a, int lane, in FieldElement value)
    {
        *(FieldElement*)a = value;
    }
}
