namespace Xe.Core.Storage;

/// <summary>State-chain blocks from index 1 on, as the exact JSON bytes received (spec 05 §2, entity 18). Block 0 is
/// configuration, never stored.</summary>
public interface IStateChainStore
{
    /// <summary>Stores a block; its own durable transaction. An index that is not the next one is a bug and throws.</summary>
    void PutStateBlock(ulong index, ReadOnlyMemory<byte> json);

    /// <summary>One block's JSON; null beyond the tip.</summary>
    ReadOnlyMemory<byte>? GetStateBlock(ulong index);

    /// <summary>Highest stored index; 0 when none.</summary>
    ulong StateChainTip();

    /// <summary>Blocks in ascending order from <paramref name="start"/>. Throws at a gap.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> GetStateBlocks(ulong start, int limit);
}
