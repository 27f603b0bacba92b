using System.Reflection;
using Xe.Client;

namespace Xe.Tool.E2e;

/// <summary>The scenarios that come with the tool, and those in files.</summary>
internal static class ScenarioLibrary
{
    private const string Extension = ".e2e";
    private const int MaxFileBytes = 1 << 20;

    /// <summary>Names of the scenarios that come with the tool.</summary>
    internal static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[..^Extension.Length]).Order(StringComparer.Ordinal)];

    /// <summary>A scenario by name, or by the path of a file.</summary>
    /// <exception cref="XeException">There is none, or it is wrong.</exception>
    internal static Scenario Load(string nameOrPath)
    {
        if (Names.Contains(nameOrPath))
        {
            using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(nameOrPath + Extension)!;
            using StreamReader reader = new(resource);
            return Scenario.Parse(nameOrPath, reader.ReadToEnd());
        }
        FileInfo file = new(nameOrPath);
        if (!file.Exists)
            throw new XeException("scenario_unknown", $"no scenario {nameOrPath}; there are: {string.Join(", ", Names)}");
        return file.Length <= MaxFileBytes
            ? Scenario.Parse(Path.GetFileNameWithoutExtension(nameOrPath), File.ReadAllText(nameOrPath))
            : throw new XeException("scenario_unknown", $"{nameOrPath} is larger than a scenario may be");
    }
}
