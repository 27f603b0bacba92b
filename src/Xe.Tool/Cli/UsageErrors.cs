using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Xe.Tool.Cli;

/// <summary>Says on standard error what is wrong with a command line, and what may have been meant.</summary>
internal static class UsageErrors
{
    /// <summary>True where the command line is wrong and was reported.</summary>
    internal static bool Report(ParseResult parsed, TextWriter error)
    {
        if (parsed.Action is { ClearsParseErrors: true } and not ParseErrorAction)
            return false;
        Command command = parsed.CommandResult.Command;
        string? stray = OptionTakenAsArgument(parsed) ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);
        if (parsed.Errors.Count == 0 && stray is null)
            return false;
        if (stray is not null && command.Subcommands.Count > 0 && !stray.StartsWith('-'))
        {
            error.WriteLine($"error: unknown command: {stray}");
            Suggest(stray, command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name), error);
        }
        else if (stray is not null && stray.StartsWith('-'))
        {
            error.WriteLine($"error: unknown option: {stray}");
            Suggest(stray, command.Options.Where(option => !option.Hidden).Select(option => option.Name), error);
        }
        else
        {
            foreach (string message in parsed.Errors.Select(fault => fault.Message).Distinct())
                error.WriteLine("error: " + message);
            if (stray is null && command.Subcommands.Count > 0 && command.Action is null)
                error.WriteLine("commands: " + string.Join(", ", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)));
        }
        error.WriteLine($"Help: {Path(parsed.CommandResult)} --help");
        return true;
    }

    // The parser gives a mistyped option to the next free argument.
    private static string? OptionTakenAsArgument(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Select(token => token.Value).FirstOrDefault(value => value is ['-', '-' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..]);

    private static void Suggest(string typed, IEnumerable<string> names, TextWriter error)
    {
        string? near = names.Select(name => (Name: name, Distance: Distance(typed, name)))
            .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Name.Length / 3))
            .OrderBy(candidate => candidate.Distance).Select(candidate => candidate.Name).FirstOrDefault();
        if (near is not null)
            error.WriteLine($"Did you mean: {near}");
    }

    private static string Path(CommandResult? result)
    {
        List<string> names = [];
        for (; result?.Command is { } command and not RootCommand; result = result.Parent as CommandResult)
            names.Insert(0, command.Name);
        return string.Join(' ', ["dotnet xe", .. names]);
    }

    /// <summary>Edits between two words, a swap of neighbours counted as one.</summary>
    internal static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }
}
