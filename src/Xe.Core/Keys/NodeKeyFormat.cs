using System.Diagnostics.CodeAnalysis;

namespace Xe.Core.Keys;

/// <summary>The content of <c>node.key</c>: the node's account seed, 32 raw bytes (spec 01 §18). File mode 0600, directory 0700.</summary>
public static class NodeKeyFormat
{
    /// <summary>File name in the data directory.</summary>
    public const string FileName = "node.key";

    /// <summary>Reads the content; any other length is refused: "corrupt key file PATH: expected 32 bytes, got n".</summary>
    /// <param name="path">Shown in the message.</param>
    /// <param name="content">The file's bytes; the caller overwrites them after use.</param>
    /// <param name="key">The key.</param>
    /// <param name="rejection">Why there is none.</param>
    public static bool TryRead(
        string path, ReadOnlySpan<byte> content, [NotNullWhen(true)] out AccountKey? key, [NotNullWhen(false)] out Rejection? rejection)
    {
        bool fits = content.Length == AccountKey.SeedSize;
        key = fits ? AccountKey.FromSeed(content) : null;
        rejection = fits ? null : new Rejection("key_file_corrupt", $"corrupt key file {path}: expected {AccountKey.SeedSize} bytes, got {content.Length}");
        return fits;
    }

    /// <summary>The content for a key; the caller overwrites it after use.</summary>
    public static byte[] Write(AccountKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        byte[] content = GC.AllocateArray<byte>(AccountKey.SeedSize, pinned: true);
        key.CopySeed(content);
        return content;
    }
}
