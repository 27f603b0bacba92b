using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Xe.Core.Tests.Crypto;

/// <summary>The twelve cases of novifinancial/ed25519-speccheck (Apache-2.0) and the answers of spec 01 §8.3.</summary>
internal static class SpecCheck
{
    internal static readonly bool[] Accepted = [true, true, true, true, false, false, false, false, false, false, false, true];

    internal static IReadOnlyList<(byte[] PublicKey, byte[] Message, byte[] Signature, bool Accept)> Cases { get; } = Load();

    private static List<(byte[], byte[], byte[], bool)> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathBeside("ed25519-speccheck-cases.json")));
        return document.RootElement.EnumerateArray()
            .Select((c, i) => (Hex(c, "pub_key"), Hex(c, "message"), Hex(c, "signature"), Accepted[i]))
            .ToList();
    }

    private static byte[] Hex(JsonElement element, string name)
    {
        return Convert.FromHexString(element.GetProperty(name).GetString()!);
    }

    private static string PathBeside(string file, [CallerFilePath] string source = "")
    {
        return Path.Combine(Path.GetDirectoryName(source)!, file);
    }
}
