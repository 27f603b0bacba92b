using System.Buffers;
using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>How a store writes block bodies: compact, complete (also what the hash does not cover) and stable across
/// versions of the program.</summary>
public interface IBlockCodec
{
    /// <summary>Appends the body's bytes.</summary>
    void Encode(Block block, IBufferWriter<byte> output);

    /// <summary>Reads a body back; null for bytes that <see cref="Encode"/> never writes. <paramref name="hash"/> is the
    /// block's hash as stored beside the body, so that it need not be computed again.</summary>
    Block? Decode(ReadOnlySpan<byte> body, Hash256 hash);
}
