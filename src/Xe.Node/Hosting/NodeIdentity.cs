using System.Security.Cryptography;
using Xe.Core;
using Xe.Core.Genesis;
using Xe.Core.Keys;

namespace Xe.Node.Hosting;

/// <summary>The node's account key in <c>node.key</c> (spec 14 §10).</summary>
internal static class NodeIdentity
{
    /// <summary>Role of the built-in network's representative among its well-known secrets.</summary>
    private const string DevRepresentative = "node-0";

    /// <summary>Reads the key, or creates and keeps one. A file that is there is never replaced.</summary>
    /// <param name="options">Data directory and initial seed.</param>
    /// <param name="genesis">The network.</param>
    /// <param name="created">True where the key is new.</param>
    public static AccountKey Open(NodeOptions options, GenesisPair genesis, out bool created)
    {
        created = true;
        if (options.DataDirectory.Length == 0)
            return Create(options, genesis);
        string path = Path.Combine(options.DataDirectory, NodeKeyFormat.FileName);
        try
        {
            if (File.Exists(path))
            {
                created = false;
                return Read(path);
            }
            AccountKey key = Create(options, genesis);
            byte[] content = NodeKeyFormat.Write(key);
            PrivateFiles.Write(path, content);
            CryptographicOperations.ZeroMemory(content);
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException("key_file", $"cannot use the key file {path}: {e.Message}", e);
        }
    }

    private static AccountKey Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        // One byte more than a key, so that a longer file is seen.
        byte[] content = GC.AllocateArray<byte>(AccountKey.SeedSize + 1, pinned: true);
        int length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        int shown = length > AccountKey.SeedSize ? (int)Math.Min(stream.Length, int.MaxValue) : length;
        try
        {
            if (length == AccountKey.SeedSize && NodeKeyFormat.TryRead(path, content.AsSpan(0, length), out AccountKey? key, out Rejection? _))
                return key;
            throw new NodeStartException("key_file",
                $"corrupt key file {path}: expected {AccountKey.SeedSize} bytes, got {shown}; restore it from a backup, or move it away to start with a new key");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static AccountKey Create(NodeOptions options, GenesisPair genesis)
    {
        if (options.InitialKeySeed is { } seed)
        {
            return seed.Length == AccountKey.SeedSize
                ? AccountKey.FromSeed(seed.Span)
                : throw new NodeStartException("options_invalid", $"the initial key seed must have {AccountKey.SeedSize} bytes, got {seed.Length}");
        }
        bool isFirstOfDev = genesis.LedgerHash == DevNetwork.Pair.LedgerHash && options.Dial.Count == 0;
        return isFirstOfDev ? AccountKey.FromSeed(DevNetwork.Generated.Secret(DevRepresentative).Seed) : AccountKey.Generate();
    }
}
