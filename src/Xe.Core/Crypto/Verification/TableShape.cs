using Xe.Core.Crypto.Curve;

namespace Xe.Core.Crypto.Verification;

/// <summary>Layout of a table of multiples.</summary>
/// <param name="Chunks">Pieces of the scalar, each with its own multiples.</param>
/// <param name="Spacing">Bits of a piece: chunk c starts from 2^(Spacing·c) times the point.</param>
/// <param name="Multiples">Largest multiple in a chunk; the entries are 0 … Multiples.</param>
internal readonly record struct TableShape(int Chunks, int Spacing, int Multiples)
{
    /// <summary>Tables of public keys: four pieces of thirteen signed digits of radix 32.</summary>
    internal static readonly TableShape Key = new(4, 65, 16);

    /// <summary>The table of the base point: four pieces of eight signed digits of radix 256.</summary>
    internal static readonly TableShape Base = new(4, 64, 128);

    /// <summary>Words of 64 bits of the first chunks.</summary>
    internal int Words(int chunks)
    {
        return chunks * (Multiples + 1) * TableEntry.Words;
    }

    /// <summary>Address of an entry.</summary>
    internal unsafe TableEntry* Entry(nint table, int chunk, int multiple)
    {
        return (TableEntry*)((ulong*)table + (chunk * (Multiples + 1) + multiple) * TableEntry.Words);
    }
}
