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
        _memory = new AlignedWords((entries * (LanePoint<TField>.Elements + 1) + 5 + LanePoint<TField>.ScratchElements + LaneInversion<TField>.ScratchElements) * words);
        _points = _memory.Start;
        _inverses = _points + entries * PointWords;
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

    private static int PointWords => LanePoint<TField>.Elements * TField.Words;

    /// <summary>Builds any number of tables; parameters as <see cref="Build"/>.</summary>
    internal void BuildAll(ReadOnlySpan<Bytes32> keys, int chunks, ReadOnlySpan<nint> tables, Span<bool> decoded)
    {
        var most = _shape.Chunks / chunks * TField.Lanes;
        for (var from = 0; from < keys.Length; from += most)
        {
            var count = Math.Min(most, keys.Length - from);
            Build(keys.Slice(from, count), chunks, tables.Slice(from, count), decoded.Slice(from, count));
        }
    }

    /// <summary>Builds tables; keys beyond the lanes of one group share the inversions with it.</summary>
    /// <param name="keys">Encoded points: at least one, at most one per lane in (chunks of the shape / chunks) groups.</param>
    /// <param name="chunks">Chunks to compute, a divisor of those of the shape.</param>
    /// <param name="tables">Where each key's table goes.</param>
    /// <param name="decoded">False where the encoding is of no point; the table is then one of the neutral point.</param>
    internal void Build(ReadOnlySpan<Bytes32> keys, int chunks, ReadOnlySpan<nint> tables, Span<bool> decoded)
    {
        // A row is one chunk of one group of lanes: its multiples are consecutive points.
        var rows = (keys.Length + TField.Lanes - 1) / TField.Lanes * chunks;
        for (var row = 0; row < rows; row += chunks)
        {
            var from = row / chunks * TField.Lanes;
            var count = Math.Min(TField.Lanes, keys.Length - from);
            Decode(keys.Slice(from, count), decoded.Slice(from, count), Point(row, 1));
            for (var chunk = 1; chunk < chunks; chunk++)
                Shift(Point(row + chunk, 1), Point(row + chunk - 1, 1));
        }
        AddUp(rows, affine: chunks == 1);
        LaneInversion<TField>.InvertAll(_inverses, _points + 2 * TField.Words, PointWords, rows * _shape.Multiples, _half, _scratch);
        for (var row = 0; row < rows; row++)
        {
            var from = row / chunks * TField.Lanes;
            Store(tables.Slice(from, Math.Min(TField.Lanes, keys.Length - from)), row, row % chunks);
        }
    }

    private void Decode(ReadOnlySpan<Bytes32> keys, Span<bool> decoded, ulong* p)
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

    /// <summary>to = 2^spacing · from.</summary>
    private void Shift(ulong* to, ulong* from)
    {
        Copy(to, from);
        for (var i = 1; i <= _shape.Spacing; i++)
            LanePoint<TField>.Double(to, _scratch, needT: i == _shape.Spacing);
    }

    /// <summary>All multiples of each row's first point, by additions of its entry.</summary>
    private void AddUp(int rows, bool affine)
    {
        if (!affine)
            LaneInversion<TField>.InvertAll(_inverses, _points + 2 * TField.Words, _shape.Multiples * PointWords, rows, _half, _scratch);
        for (var row = 0; row < rows; row++)
        {
            LanePoint<TField>.ToEntry(_entry, Point(row, 1), affine ? _half : _inverses + row * TField.Words, _fourD, _scratch);
            for (var j = 2; j <= _shape.Multiples; j++)
            {
                Copy(Point(row, j), Point(row, j - 1));
                LanePoint<TField>.Add(Point(row, j), _entry, _scratch, needT: true);
            }
        }
    }

    /// <summary>Writes a row, its points divided by Z, into one chunk of the tables.</summary>
    private void Store(ReadOnlySpan<nint> tables, int row, int chunk)
    {
        foreach (var table in tables)
            *_shape.Entry(table, chunk, 0) = TableEntry.Identity;
        for (var j = 1; j <= _shape.Multiples; j++)
        {
            LanePoint<TField>.ToEntry(_entry, Point(row, j), _inverses + (row * _shape.Multiples + j - 1) * TField.Words, _fourD, _scratch);
            for (var lane = 0; lane < tables.Length; lane++)
            {
                var to = _shape.Entry(tables[lane], chunk, j);
                to->YPlusX = TField.Get(_entry, lane).Carried();
                to->YMinusX = TField.Get(_entry + TField.Words, lane).Carried();
                to->DXY = TField.Get(_entry + 2 * TField.Words, lane);
            }
        }
    }

    private ulong* Point(int row, int multiple)
    {
        return _points + (row * _shape.Multiples + multiple - 1) * PointWords;
    }

    private static void Copy(ulong* to, ulong* from)
    {
        new ReadOnlySpan<ulong>(from, PointWords).CopyTo(new Span<ulong>(to, PointWords));
    }
}
