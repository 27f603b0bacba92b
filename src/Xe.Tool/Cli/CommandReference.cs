using System.CommandLine;
using System.CommandLine.Help;

namespace Xe.Tool.Cli;

/// <summary>Writes <c>docs/commands.md</c>: the help of every command, in one page.</summary>
internal static class CommandReference
{
    internal static void Write(TextWriter output)
    {
        output.Write("# Commands of `dotnet xe`\n\nMade from the commands' own help by `scripts/xe reference > docs/commands.md`.\n\n```\n");
        output.Write(HelpWithExamples.RootNotes.ReplaceLineEndings("\n"));
        output.Write("\n```\n");
        Write(output, XeCommandLine.Create([]), "dotnet xe");
    }

    private static void Write(TextWriter output, Command parent, string path)
    {
        foreach (Command command in parent.Subcommands.Where(command => !command.Hidden))
        {
            string own = $"{path} {command.Name}";
            output.Write($"\n## {own}\n\n{command.Description}.\n");
            if (command.Action is not null)
                WriteDetails(output, command, own);
            Write(output, command, own);
        }
    }

    private static void WriteDetails(TextWriter output, Command command, string path)
    {
        string arguments = string.Concat(command.Arguments.Where(argument => !argument.Hidden).Select(argument => " " + Usage(argument)));
        output.Write($"\n```\n{path}{arguments} [options]\n```\n\n");
        foreach (Argument argument in command.Arguments.Where(argument => !argument.Hidden))
            output.Write($"* `{argument.Name}`: {argument.Description}\n");
        foreach (Option option in command.Options.Where(option => !option.Hidden && option is not HelpOption))
        {
            string names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => option.HelpName is { } value ? $"`{name} {value}`" : $"`{name}`"));
            output.Write($"* {names}: {option.Description}\n");
        }
        if (HelpWithExamples.Of(command) is { } examples)
            output.Write($"\n```\n{string.Join('\n', examples)}\n```\n");
    }

    private static string Usage(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }
}
