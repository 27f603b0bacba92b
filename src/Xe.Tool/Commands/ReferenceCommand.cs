using System.CommandLine;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands;

/// <summary><c>reference</c>, hidden: prints <c>docs/commands.md</c>.</summary>
internal static class ReferenceCommand
{
    internal static Command Create()
    {
        Command command = Verb.Create("reference", "Print the reference of all commands", [], (run, _) =>
        {
            CommandReference.Write(run.Screen.Out);
            return Task.FromResult(ExitCode.Ok);
        });
        command.Hidden = true;
        return command;
    }
}
