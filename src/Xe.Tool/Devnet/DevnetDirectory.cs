using System.Text.Json;
using Xe.Client;
using Xe.Client.Nodes;

namespace Xe.Tool.Devnet;

/// <summary>The folder of a devnet: genesis, keys, one data directory per node, <c>devnet.json</c>.</summary>
internal sealed class DevnetDirectory
{
    private const int MaxFileBytes = 1 << 20;

    internal DevnetDirectory(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>Absolute path.</summary>
    internal string Path { get; }

    internal string Genesis => System.IO.Path.Combine(Path, "genesis");

    internal string Keys => System.IO.Path.Combine(Path, "keys");

    internal string Data(string node) => System.IO.Path.Combine(Path, node);

    /// <summary>The seed file that a node's <c>node.key</c> is made of.</summary>
    internal string KeyOf(string role) => System.IO.Path.Combine(Keys, role + ".seed");

    /// <summary>True where nothing is there yet.</summary>
    internal bool IsUnused => !Directory.Exists(Path) || !Directory.EnumerateFileSystemEntries(Path).Any();

    /// <summary>What <c>devnet.json</c> says; null where there is none.</summary>
    /// <exception cref="XeException">"devnet_broken".</exception>
    internal DevnetFile? Read()
    {
        string path = System.IO.Path.Combine(Path, DevnetFile.FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            byte[] content = new FileInfo(path).Length <= MaxFileBytes ? File.ReadAllBytes(path) : [];
            return JsonSerializer.Deserialize(content, DevnetJson.Plain.DevnetFile) is { Nodes.Count: > 0 } file
                ? file
                : throw new JsonException("no nodes");
        }
        catch (JsonException e)
        {
            throw new XeException("devnet_broken", $"{path} is not readable: {e.Message}", cause: e);
        }
    }

    /// <summary>What <c>devnet.json</c> says.</summary>
    /// <exception cref="XeException">"devnet_unknown" where there is none.</exception>
    internal DevnetFile ReadExisting() =>
        Read() ?? throw new XeException("devnet_unknown", $"no devnet in {Path}: 'dotnet xe devnet up --dir {Path}' makes one");

    internal void Write(DevnetFile file) =>
        File.WriteAllBytes(System.IO.Path.Combine(Path, DevnetFile.FileName), JsonSerializer.SerializeToUtf8Bytes(file, DevnetJson.Plain.DevnetFile));

    internal NodeDirectory Node(string name) => new(Data(name));
}
