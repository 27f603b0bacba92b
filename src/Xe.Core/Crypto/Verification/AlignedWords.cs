namespace Xe.Core.Crypto.Verification;

/// <summary>A block of memory that does not move, aligned to a cache line: operands of vector code. Lives as long as this object.</summary>
internal sealed unsafe class AlignedWords
{
    private const int LineBytes = 64;

    private readonly ulong[] _words;

    internal AlignedWords(int count)
    {
        _words = GC.AllocateUninitializedArray<ulong>(count + LineBytes / sizeof(ulong), pinned: true);
        fixed (ulong* start = _words)
            Start = (ulong*)(((nuint)start + LineBytes - 1) & ~(nuint)(LineBytes - 1));
    }

    /// <summary>The first word; the content is arbitrary until written.</summary>
    internal ulong* Start { get; }
}
