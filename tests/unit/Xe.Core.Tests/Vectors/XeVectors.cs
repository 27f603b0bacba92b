using System.Text.Json;

namespace Xe.Core.Tests.Vectors;

/// <summary>The project's copy of the specification's vectors. Every element of a section is a case.</summary>
public static class XeVectors
{
    private static readonly JsonElement Root = Load();

    public static JsonElement Section(string name) => Root.GetProperty(name);

    public static IEnumerable<JsonElement> Cases(string section) => Section(section).EnumerateArray();

    public static string Text(this JsonElement element, string member) =>
        element.TryGetProperty(member, out JsonElement value) ? value.GetString()! : "";

    public static ulong Number(this JsonElement element, string member) => element.GetProperty(member).GetUInt64();

    public static bool Valid(this JsonElement element) => element.GetProperty("valid").GetBoolean();

    public static byte[] Bytes(this JsonElement element, string member) => Convert.FromHexString(element.Text(member));

    // "..." and "<...>" stand for text the protocol does not fix.
    public static void AssertMatches(string expected, string? actual)
    {
        Assert.NotNull(actual);
        string pattern = System.Text.RegularExpressions.Regex.Escape(expected).Replace("\\.\\.\\.", ".*", StringComparison.Ordinal);
        pattern = System.Text.RegularExpressions.Regex.Replace(pattern, "<[^>]*>", ".*");
        Assert.Matches("^" + pattern + "$", actual);
    }

    private static JsonElement Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Data", "xe-vectors.json");
        return JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
    }
}
