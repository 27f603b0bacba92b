using Xe.Core.Crypto.Curve;
using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>
/// Decodes points, one per lane, and computes tables of their small multiples: chunk c of a table holds j·2^(s·c)·P
/// for j = 0 … m, so that a scalar cut into pieces of s bits needs the doublings of one piece only (Lim, Lee, "More
/// flexible exponentiation with precomputation", 1994, §2).
/// </summary>
internal sealed unsafe class TableBuilder<TField>
    where TField : struct, ILaneField
{
    private const int PointWordsPerLaneWord = LanePoint<TField>.Elements;

    private readonly TableShape _shape;
    private readonly AlignedWords _memory;
    private readonly ulong* _points;
    private readonly ulong* _inverses;
    private readonly ulong* _entry;
    private readonly ulong* _half;
    private readonly ulong* _fourD;
    private readonly ulong* _scratch;

    internal TableBuilder(TableShape shape)
    {
        _shape = shape;
        var words = TField.Words;
        var entries = shape.Chunks * shape.Multiples;
        _memory = new AlignedWords((entries * (PointWordsPerLaneWord + 1) + 5 + LanePoint<TField>.ScratchElements + LaneInversion<TField>.ScratchElements) * words);
        _points = _memory.Start;
        _inverses = _points + entries * PointWordsPerLaneWord * words;
        _entry = _inverses + entries * words;
        _half = _entry + 3 * words;
        _fourD = _half + words;
        _scratch = _fourD + words;
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            TField.Set(_half, lane, CurveConstants.Half);
            TField.Set(_fourD, lane, CurveConstants.FourD);
        }
    }

    /// <summary>Builds the tables of one group of lanes.</summary>
    /// <param name="keys">Encoded points, at most one per lane and at least one.</param>
    /// <param name="chunks">Chunks to compute, at most those of the shape.</param>
    /// <param name="tables">Where each key's table goes.</param>
    /// <param name="decoded">False where the encoding is of no point; the table is then one of the neutral point.</param>
    internal void Build(ReadOnlySpan<Bytes32> keys, int chunks, ReadOnlySpan<nint> tables, Span<bool> decoded)
    {
        Decode(keys, decoded);
        for (var chunk = 1; chunk < chunks; chunk++)
        {
            Copy(Point(chunk, 1), Point(chunk - 1, 1));
            for (var i = 1; i <= _shape.Spacing; i++)
                LanePoint<TField>.Double(Point(chunk, 1), _scratch, needT: i == _shape.Spacing);
        }

        // Entries of the chunks' first points, then all multiples by additions of those.
        var stride = _shape.Multiples * PointWordsPerLaneWord * TField.Words;
        LaneInversion<TField>.InvertAll(_inverses, _points + 2 * TField.Words, stride, chunks, _half, _scratch);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            LanePoint<TField>.ToEntry(_entry, Point(chunk, 1), _inverses + chunk * TField.Words, _fourD, _scratch);
            for (var j = 2; j <= _shape.Multiples; j++)
            {
                Copy(Point(chunk, j), Point(chunk, j - 1));
                LanePoint<TField>.Add(Point(chunk, j), _entry, _scratch, needT: true);
            }
        }
        LaneInversion<TField>.InvertAll(_inverses, _points + 2 * TField.Words, PointWordsPerLaneWord * TField.Words, chunks * _shape.Multiples, _half, _scratch);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            for (var lane = 0; lane < keys.Length; lane++)
                *_shape.Entry(tables[lane], chunk, 0) = TableEntry.Identity;
            for (var j = 1; j <= _shape.Multiples; j++)
            {
                LanePoint<TField>.ToEntry(_entry, Point(chunk, j), _inverses + (chunk * _shape.Multiples + j - 1) * TField.Words, _fourD, _scratch);
                for (var lane = 0; lane < keys.Length; lane++)
                    Store(_shape.Entry(tables[lane], chunk, j), lane);
            }
        }
    }

    private void Decode(ReadOnlySpan<Bytes32> keys, Span<bool> decoded)
    {
        Span<PointDecoding> decodings = stackalloc PointDecoding[TField.Lanes];
        var power = _entry;
        var root = _entry + TField.Words;
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            // Lanes without a key repeat the first.
            decodings[lane] = PointDecoding.Start(keys[lane < keys.Length ? lane : 0].Span, out var element);
            TField.Set(power, lane, element);
        }
        LanePower<TField>.PowP58(root, power, _scratch);
        var p = Point(0, 1);
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            var valid = decodings[lane].TryFinish(TField.Get(root, lane), out var x, out var y);
            if (!valid)
                (x, y) = (FieldElement.Zero, FieldElement.One);
            if (lane < keys.Length)
                decoded[lane] = valid;
            FieldElement.Multiply(out var t, x, y);
            TField.Set(p, lane, x);
            TField.Set(p + TField.Words, lane, y);
            TField.Set(p + 2 * TField.Words, lane, FieldElement.One);
            TField.Set(p + 3 * TField.Words, lane, t);
        }
    }

    private ulong* Point(int chunk, int multiple)
    {
        return _points + (chunk * _shape.Multiples + multiple - 1) * PointWordsPerLaneWord * TField.Words;
    }

    private void Store(TableEntry* to, int lane)
    {
        to->YPlusX = TField.Get(_entry, lane);
        to->YMinusX = TField.Get(_entry + TField.Words, lane);
        to->DXY = TField.Get(_entry + 2 * TField.Words, lane);
    }

    private static void Copy(ulong* to, ulong* from)
    {
        var length = PointWordsPerLaneWord * TField.Words;
        new ReadOnlySpan<ulong>(from, length).CopyTo(new Span<ulong>(to, length));
    }
}
