namespace Xe.Core.Crypto.Verification;

/// <summary>SHA-512 of several messages of one block each, side by side.</summary>
internal unsafe interface ISha512Lanes
{
    /// <summary>Messages side by side.</summary>
    static abstract int Lanes { get; }

    /// <summary>Hashes one block per lane.</summary>
    /// <param name="words">Sixteen rows, one word per lane: the padded blocks, read big-endian; overwritten.</param>
    /// <param name="digests">Receives eight rows, one word per lane, to be written big-endian.</param>
    static abstract void HashBlock(ulong* words, ulong* digests);
}
