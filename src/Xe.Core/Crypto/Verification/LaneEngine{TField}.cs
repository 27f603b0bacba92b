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
        _builder.BuildAll(keys, chunks, tables, decoded);
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
                valid[i] = PointEncoding.Equals(TField.Get(x, lane), TField.Get(y, lane), jobs[i].R);
            }
        }
    }

    /// <summary>sum = S·B − k·A on every lane. Lanes without a job add nothing.</summary>
    private void Sum(ReadOnlySpan<SignatureJob> jobs, int chunks, ulong* sum)
    {
        var tables = stackalloc nint[TField.Lanes];
        new Span<short>(_keyDigits, (Scalar.Digits32 + Scalar.Digits256) * TField.Lanes).Clear();
        for (var lane = 0; lane < TField.Lanes; lane++)
            tables[lane] = jobs[lane < jobs.Length ? lane : 0].Table;
        for (var lane = 0; lane < jobs.Length; lane++)
        {
            Scalar.RecodeNegated32(MemoryMarshal.Cast<byte, ulong>(jobs[lane].K.Span), _keyDigits + lane, TField.Lanes);
            Scalar.Recode256(MemoryMarshal.Cast<byte, ulong>(jobs[lane].S.Span), _baseDigits + lane, TField.Lanes);
        }
        LanePoint<TField>.SetIdentity(sum);
        var steps = new Steps(this, sum, tables, chunks);
        Ladder.Run(ref steps, chunks);
    }

    private readonly struct Steps(LaneEngine<TField> engine, ulong* sum, nint* tables, int chunks) : ILadderSteps
    {
        public void Double(bool needT)
        {
            LanePoint<TField>.Double(sum, engine._scratch, needT);
        }

        /// <summary>Fetches the entries: with thousands of keys their tables are in memory, not in a cache.</summary>
        public void Prefetch(int row)
        {
            if (!Sse.IsSupported)
                return;
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var digits = engine._keyDigits + (chunk * Ladder.KeyDigits(chunks) + row) * TField.Lanes;
                for (var lane = 0; lane < TField.Lanes; lane++)
                {
                    var entry = (byte*)TableShape.Key.Entry(tables[lane], chunk, Math.Abs((int)digits[lane]));
                    Sse.Prefetch0(entry);
                    Sse.Prefetch0(entry + 64);
                }
            }
        }

        public void AddKey(int chunk, int digit, bool needT)
        {
            var digits = engine._keyDigits + digit * TField.Lanes;
            var entries = stackalloc ulong*[TField.Lanes];
            for (var lane = 0; lane < TField.Lanes; lane++)
                entries[lane] = (ulong*)TableShape.Key.Entry(tables[lane], chunk, Math.Abs((int)digits[lane]));
            Add(entries, digits, needT);
        }

        public void AddBase(int chunk, int digit, bool needT)
        {
            var digits = engine._baseDigits + digit * TField.Lanes;
            var entries = stackalloc ulong*[TField.Lanes];
            for (var lane = 0; lane < TField.Lanes; lane++)
                entries[lane] = (ulong*)TableShape.Base.Entry(BaseTable.Address, chunk, Math.Abs((int)digits[lane]));
            Add(entries, digits, needT);
        }

        private void Add(ulong** entries, short* digits, bool needT)
        {
            TField.LoadEntries(engine._entry, entries, digits);
            LanePoint<TField>.Add(sum, engine._entry, engine._scratch, needT);
        }
    }
}
