using System.Text;

namespace Xe.Tool.E2e;

/// <summary>A scenario: a text file, one step a line; <c>#</c> begins a comment, the first one is the title. A text between quotes of either kind is one word. The steps are listed
/// in <see cref="ScenarioRunner"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its first comment.</param>
/// <param name="Steps">What it does.</param>
internal sealed record Scenario(string Name, string Title, IReadOnlyList<Step> Steps)
{
    private const string ParallelWord = "parallel";
    private const string EndWord = "end";

    /// <summary>Reads a scenario.</summary>
    /// <exception cref="ScenarioException">A line is wrong.</exception>
    internal static Scenario Parse(string name, string text)
    {
        string title = "";
        List<Step> steps = [];
        List<Step>? block = null;
        int blockLine = 0;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith('#'))
            {
                if (title.Length == 0)
                    title = line.TrimStart('#').Trim();
                continue;
            }
            if (line.Length == 0)
                continue;
            IReadOnlyList<string> words = Split(line, i + 1);
            if (words is [ParallelWord])
            {
                if (block is not null)
                    throw new ScenarioException(i + 1, "a parallel block cannot hold another one");
                (block, blockLine) = ([], i + 1);
            }
            else if (words is [EndWord])
            {
                steps.Add(new Step(blockLine, [ParallelWord], block ?? throw new ScenarioException(i + 1, "'end' without 'parallel'")));
                block = null;
            }
            else
            {
                (block ?? steps).Add(new Step(i + 1, words, []));
            }
        }
        return block is null ? new Scenario(name, title, steps) : throw new ScenarioException(blockLine, "'parallel' without 'end'");
    }

    private static List<string> Split(string line, int number)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool started = false;
        char quote = '\0';
        foreach (char c in line)
        {
            if (c == quote)
            {
                quote = '\0';
            }
            else if (c is '"' or '\'' && quote == '\0')
            {
                (quote, started) = (c, true);
            }
            else if (char.IsWhiteSpace(c) && quote == '\0')
            {
                if (started)
                    words.Add(word.ToString());
                word.Clear();
                started = false;
            }
            else
            {
                word.Append(c);
                started = true;
            }
        }
        if (quote != '\0')
            throw new ScenarioException(number, "a quote is not closed");
        if (started)
            words.Add(word.ToString());
        return words;
    }
}
