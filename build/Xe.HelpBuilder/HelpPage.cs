namespace Xe.HelpBuilder;

/// <summary>The Markdown page of a cmdlet: <c># Name</c>, then the sections Synopsis, Description, Parameters (one
/// <c>### -Name</c> each), Examples (one <c>### Title</c> each with one fenced block), Outputs, Notes and Links.</summary>
public sealed class HelpPage
{
    private readonly Dictionary<string, List<string>> _sections = new(StringComparer.Ordinal);

    private HelpPage(string name) => Name = name;

    /// <summary>The cmdlet.</summary>
    public string Name { get; }

    /// <summary>One sentence.</summary>
    public string Synopsis => string.Join(' ', Paragraphs("Synopsis"));

    /// <summary>Paragraphs.</summary>
    public IReadOnlyList<string> Description => Paragraphs("Description");

    /// <summary>What it writes, in words.</summary>
    public IReadOnlyList<string> Outputs => Paragraphs("Outputs");

    /// <summary>What else there is to know.</summary>
    public IReadOnlyList<string> Notes => Paragraphs("Notes");

    /// <summary>Names of related topics.</summary>
    public IReadOnlyList<string> Links => [.. Lines("Links").Select(l => l.TrimStart('-', ' ')).Where(l => l.Length > 0)];

    /// <summary>Text of each parameter, by name without the dash.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters =>
        Parts("Parameters").ToDictionary(p => p.Title.TrimStart('-'), p => Paragraphs(p.Lines), StringComparer.OrdinalIgnoreCase);

    /// <summary>Title, code and remarks of each example.</summary>
    public IReadOnlyList<HelpExample> Examples => [.. Parts("Examples").Select(p => Example(p.Title, p.Lines))];

    /// <summary>Reads a page.</summary>
    /// <exception cref="FormatException">The page has no title.</exception>
    public static HelpPage Parse(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        HelpPage? page = null;
        List<string>? section = null;
        bool code = false;
        foreach (string raw in markdown.Split('\n'))
        {
            string line = raw.TrimEnd();
            if (line.StartsWith("```", StringComparison.Ordinal))
                code = !code;
            if (!code && line.StartsWith("# ", StringComparison.Ordinal))
                page = new HelpPage(line[2..]);
            else if (!code && line.StartsWith("## ", StringComparison.Ordinal))
                (page ?? throw new FormatException("a help page begins with '# Verb-Noun'"))._sections[line[3..]] = section = [];
            else
                section?.Add(line);
        }
        return page ?? throw new FormatException("a help page begins with '# Verb-Noun'");
    }

    private List<string> Lines(string section) => _sections.GetValueOrDefault(section) ?? [];

    private IReadOnlyList<string> Paragraphs(string section) => Paragraphs(Lines(section));

    private static IReadOnlyList<string> Paragraphs(IReadOnlyList<string> lines) =>
        [.. string.Join('\n', lines).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.StartsWith("- ", StringComparison.Ordinal) ? p : p.Replace('\n', ' ')).Select(Plain)];

    // The shell shows text as it is: code marks would only be in the way.
    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);

    private List<(string Title, IReadOnlyList<string> Lines)> Parts(string section)
    {
        List<(string, IReadOnlyList<string>)> parts = [];
        List<string>? part = null;
        foreach (string line in Lines(section))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
                parts.Add((line[4..], part = []));
            else
                part?.Add(line);
        }
        return parts;
    }

    private static HelpExample Example(string title, IReadOnlyList<string> lines)
    {
        int begin = lines.TakeWhile(l => !l.StartsWith("```", StringComparison.Ordinal)).Count();
        int end = begin + 1 + lines.Skip(begin + 1).TakeWhile(l => !l.StartsWith("```", StringComparison.Ordinal)).Count();
        return new HelpExample(
            title,
            string.Join('\n', lines.Skip(begin + 1).Take(Math.Max(0, end - begin - 1))),
            Paragraphs([.. lines.Take(begin), .. lines.Skip(end + 1)]));
    }
}
