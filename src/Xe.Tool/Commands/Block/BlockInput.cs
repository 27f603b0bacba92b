using Xe.Client;
using Xe.Core.Blocks;

namespace Xe.Tool.Commands.Block;

/// <summary>Reads a block from standard input.</summary>
internal static class BlockInput
{
    internal static async Task<WireBlock> ReadOneAsync(CancellationToken ct)
    {
        byte[] buffer = new byte[BlockJsonOptions.MaxBodyBytes + 1];
        await using Stream input = Console.OpenStandardInput();
        int length = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        return Parse(buffer.AsSpan(0, length));
    }

    internal static WireBlock Parse(ReadOnlySpan<byte> json) =>
        BlockJson.TryRead(json, BlockJsonOptions.Document, out WireBlock? block, out string? error)
            ? block
            : throw new XeException(XeErrors.BadValue, "standard input holds no block: " + error);
}
