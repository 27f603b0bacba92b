using System.Text.Json;
using System.Text.RegularExpressions;

namespace Xe.Core.Tests.Vectors;

/// <summary>Every section of the vectors must be read by a test: a section added to the file fails here until one does.</summary>
public sealed partial class CoverageTests
{
    private static readonly string[] Headers = ["format", "version", "documentation"];

    [Fact]
    public void Every_section_of_the_vectors_is_read_by_a_test()
    {
        string tests = Path.Combine(ChainVectorTests.RepositoryRoot(), "tests", "unit", "Xe.Core.Tests");
        HashSet<string> read = [.. Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith("CoverageTests.cs", StringComparison.Ordinal))
            .SelectMany(f => Use().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))];
        JsonElement root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "xe-vectors.json"))).RootElement;
        string[] sections = [.. root.EnumerateObject().Select(p => p.Name).Except(Headers)];
        Assert.NotEmpty(sections);
        Assert.Empty(sections.Except(read));
        Assert.Empty(read.Except(sections));
        Assert.All(sections, s => Assert.NotEqual(0, root.GetProperty(s).GetArrayLength()));
    }

    [GeneratedRegex(@"XeVectors\.Cases\(""([a-z_]+)""\)")]
    private static partial Regex Use();
}
