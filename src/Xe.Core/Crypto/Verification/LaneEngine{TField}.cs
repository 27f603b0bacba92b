using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Xe.Core.Crypto.Curve;
using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>The engine on the lanes of one field implementation.</summary>
internal sealed unsafe class LaneEngine<TField> : LaneEngine
    where TField : struct, ILaneField
{
    private const int PointElements = LanePoint<TField>.Elements;

    private readonly AlignedWords _memory;
    private readonly TableBuilder<TField> _builder = new(TableShape.Key);
    private readonly ulong* _sums;
    private readonly ulong* _inverses;
    private readonly ulong* _entry;
    private readonly ulong* _one;
    private readonly ulong* _scratch;
    private readonly short* _keyDigits;
    private readonly short* _baseDigits;

    internal LaneEngine()
    {
        var words = TField.Words;
        var groups = MaxJobs / TField.Lanes;
        const int DigitRows = Scalar.Digits32 + Scalar.Digits256;
        _memory = new AlignedWords((groups * (PointElements + 1) + 4 + LanePoint<TField>.ScratchElements + LaneInversion<TField>.ScratchElements) * words + DigitRows * TField.Lanes);
        _sums = _memory.Start;
        _inverses = _sums + groups * PointElements * words;
        _entry = _inverses + groups * words;
        _one = _entry + 3 * words;
        _scratch = _one + words;
        _keyDigits = (short*)(_scratch + (LanePoint<TField>.ScratchElements + LaneInversion<TField>.ScratchElements) * words);
        _baseDigits = _keyDigits + Scalar.Digits32 * TField.Lanes;
        for (var lane = 0; lane < TField.Lanes; lane++)
            TField.Set(_one, lane, FieldElement.One);
    }

    internal override int Lanes => TField.Lanes;

    internal override void BuildTables(ReadOnlySpan<Bytes32> keys, int chunks, ReadOnlySpan<nint> tables, Span<bool> decoded)
    {
        var most = TableShape.Key.Chunks / chunks * TField.Lanes;
        for (var from = 0; from < keys.Length; from += most)
        {
            var count = Math.Min(most, keys.Length - from);
            _builder.Build(keys.Slice(from, count), chunks, tables.Slice(from, count), decoded.Slice(from, count));
        }
    }

    internal override void Verify(ReadOnlySpan<SignatureJob> jobs, int chunks, Span<bool> valid)
    {
        var pointWords = PointElements * TField.Words;
        var groups = (jobs.Length + TField.Lanes - 1) / TField.Lanes;
        for (var group = 0; group < groups; group++)
        {
            var from = group * TField.Lanes;
            Sum(jobs.Slice(from, Math.Min(TField.Lanes, jobs.Length - from)), chunks, _sums + group * pointWords);
        }
        if (groups == 0)
            return;
        LaneInversion<TField>.InvertAll(_inverses, _sums + 2 * TField.Words, pointWords, groups, _one, _scratch);
        var x = _scratch;
        var y = _scratch + TField.Words;
        for (var group = 0; group < groups; group++)
        {
            TField.Multiply(x, _sums + group * pointWords, _inverses + group * TField.Words);
            TField.Multiply(y, _sums + group * pointWords + TField.Words, _inverses + group * TField.Words);
            for (var lane = 0; lane < TField.Lanes && group * TField.Lanes + lane < jobs.Length; lane++)
            {
                var i = group * TField.Lanes + lane;
                valid[i] = Encodes(TField.Get(x, lane), TField.Get(y, lane), jobs[i].R);
            }
        }
    }

    /// <summary>
    /// sum = S·B − k·A on every lane: fixed signed windows with shared doublings (Straus; Menezes, van Oorschot,
    /// Vanstone, "Handbook of Applied Cryptography", §14.6.1 (iii)), every scalar cut into the chunks of the tables.
    /// Lanes without a job add nothing.
    /// </summary>
    private void Sum(ReadOnlySpan<SignatureJob> jobs, int chunks, ulong* sum)
    {
        var tables = stackalloc nint[TField.Lanes];
        var bases = stackalloc nint[TField.Lanes];
        new Span<short>(_keyDigits, (Scalar.Digits32 + Scalar.Digits256) * TField.Lanes).Clear();
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            bases[lane] = BaseTable.Address;
            tables[lane] = lane < jobs.Length ? jobs[lane].Table : jobs[0].Table;
        }
        for (var lane = 0; lane < jobs.Length; lane++)
        {
            Scalar.RecodeNegated32(MemoryMarshal.Cast<byte, ulong>(jobs[lane].K.Span), _keyDigits + lane, TField.Lanes);
            Scalar.Recode256(MemoryMarshal.Cast<byte, ulong>(jobs[lane].S.Span), _baseDigits + lane, TField.Lanes);
        }

        // With one chunk, the digit of bit 255 is always zero.
        var keyDigitsOfChunk = Scalar.Digits32 / chunks;
        var baseDigitsOfChunk = Scalar.Digits256 / chunks;
        var top = Math.Min(5 * (keyDigitsOfChunk - 1), 250);
        LanePoint<TField>.SetIdentity(sum);
        Prefetch(tables, chunks, top / 5);
        for (var bit = top; bit >= 0; bit--)
        {
            var addsKey = bit % 5 == 0;
            var addsBase = bit % 8 == 0 && bit / 8 < baseDigitsOfChunk;
            if (bit < top)
                LanePoint<TField>.Double(sum, _scratch, addsKey || addsBase);
            if (addsKey && bit > 0)
                Prefetch(tables, chunks, bit / 5 - 1);
            for (var chunk = 0; addsKey && chunk < chunks; chunk++)
                Add(sum, TableShape.Key, tables, chunk, _keyDigits + (chunk * keyDigitsOfChunk + bit / 5) * TField.Lanes, addsBase || chunk < chunks - 1);
            for (var chunk = 0; addsBase && chunk < chunks; chunk++)
                Add(sum, TableShape.Base, bases, chunk, _baseDigits + (chunk * baseDigitsOfChunk + bit / 8) * TField.Lanes, chunk < chunks - 1);
        }
    }

    /// <summary>Fetches the entries of a row of key digits: with thousands of keys their tables are in memory, not in a cache.</summary>
    private void Prefetch(nint* tables, int chunks, int row)
    {
        if (!Sse.IsSupported)
            return;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var digits = _keyDigits + (chunk * (Scalar.Digits32 / chunks) + row) * TField.Lanes;
            for (var lane = 0; lane < TField.Lanes; lane++)
            {
                var entry = (byte*)TableShape.Key.Entry(tables[lane], chunk, Math.Abs((int)digits[lane]));
                Sse.Prefetch0(entry);
                Sse.Prefetch0(entry + 64);
            }
        }
    }

    private void Add(ulong* sum, TableShape shape, nint* tables, int chunk, short* digits, bool needT)
    {
        var entries = stackalloc ulong*[TField.Lanes];
        for (var lane = 0; lane < TField.Lanes; lane++)
            entries[lane] = (ulong*)shape.Entry(tables[lane], chunk, Math.Abs((int)digits[lane]));
        TField.LoadEntries(_entry, entries, digits);
        LanePoint<TField>.Add(sum, _entry, _scratch, needT);
    }

    /// <summary>Whether the canonical encoding of (x, y) (RFC 8032 §5.1.2) is R, byte for byte.</summary>
    private static bool Encodes(in FieldElement x, in FieldElement y, in Bytes32 r)
    {
        Span<byte> encoded = stackalloc byte[Bytes32.Size];
        y.ToBytes(encoded);
        if (x.IsNegative())
            encoded[31] |= 0x80;
        return encoded.SequenceEqual(r.Span);
    }
}
