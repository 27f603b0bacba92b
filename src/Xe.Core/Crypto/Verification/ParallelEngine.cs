using System.Runtime.InteropServices;
using Xe.Core.Crypto.Curve;
using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>One signature at a time with the coordinates of its point side by side (<see cref="ParallelPoint"/>); needs AVX2.</summary>
internal sealed unsafe class ParallelEngine : LaneEngine
{
    private const int ElementWords = 5;
    private const int PointWords = 3 * ElementWords;

    private readonly AlignedWords _memory = new(ParallelPoint.Words + ParallelPoint.ScratchWords + MaxJobs * (PointWords + ElementWords) + LaneInversion<FieldScalar>.ScratchElements * ElementWords);
    private readonly TableBuilder<FieldScalar> _builder = new(TableShape.Key);

    internal override int Lanes => 1;

    internal override void BuildTables(ReadOnlySpan<Bytes32> keys, int chunks, ReadOnlySpan<nint> tables, Span<bool> decoded)
    {
        _builder.BuildAll(keys, chunks, tables, decoded);
    }

    internal override void Verify(ReadOnlySpan<SignatureJob> jobs, int chunks, Span<bool> valid)
    {
        if (jobs.IsEmpty)
            return;
        var sum = _memory.Start;
        var points = (FieldElement*)(sum + ParallelPoint.Words + ParallelPoint.ScratchWords);
        var inverses = points + 3 * MaxJobs;
        for (var i = 0; i < jobs.Length; i++)
        {
            Sum(jobs[i], chunks, sum);
            for (var lane = 0; lane < 3; lane++)
                points[3 * i + lane] = FieldLanes256.Get(sum, lane);
        }
        var one = FieldElement.One;
        LaneInversion<FieldScalar>.InvertAll((ulong*)inverses, (ulong*)(points + 2), PointWords, jobs.Length, (ulong*)&one, (ulong*)(inverses + MaxJobs));
        for (var i = 0; i < jobs.Length; i++)
        {
            FieldElement.Multiply(out var x, points[3 * i], inverses[i]);
            FieldElement.Multiply(out var y, points[3 * i + 1], inverses[i]);
            valid[i] = PointEncoding.Equals(x, y, jobs[i].R);
        }
    }

    private static void Sum(in SignatureJob job, int chunks, ulong* sum)
    {
        var keyDigits = stackalloc short[Scalar.Digits32];
        var baseDigits = stackalloc short[Scalar.Digits256];
        Scalar.RecodeNegated32(MemoryMarshal.Cast<byte, ulong>(job.K.Span), keyDigits, 1);
        Scalar.Recode256(MemoryMarshal.Cast<byte, ulong>(job.S.Span), baseDigits, 1);
        ParallelPoint.SetIdentity(sum);
        var steps = new Steps(sum, job.Table, keyDigits, baseDigits);
        Ladder.Run(ref steps, chunks);
    }

    private readonly struct Steps(ulong* sum, nint table, short* keyDigits, short* baseDigits) : ILadderSteps
    {
        public void Double(bool needT)
        {
            ParallelPoint.Double(sum, sum + ParallelPoint.Words);
        }

        public void Prefetch(int row)
        {
            // One key's table: the processor is not kept waiting long enough for this to pay.
        }

        public void AddKey(int chunk, int digit, bool needT)
        {
            Add(TableShape.Key, table, chunk, keyDigits[digit]);
        }

        public void AddBase(int chunk, int digit, bool needT)
        {
            Add(TableShape.Base, BaseTable.Address, chunk, baseDigits[digit]);
        }

        private void Add(TableShape shape, nint from, int chunk, int digit)
        {
            if (digit != 0)
                ParallelPoint.Add(sum, shape.Entry(from, chunk, Math.Abs(digit)), digit < 0, sum + ParallelPoint.Words);
        }
    }
}
