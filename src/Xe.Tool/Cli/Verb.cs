using System.CommandLine;
using Xe.Client;

namespace Xe.Tool.Cli;

/// <summary>Makes commands that behave alike: <c>--json</c>, <c>--quiet</c>, errors, cancellation, exit codes.</summary>
internal static class Verb
{
    /// <summary>A command that does something.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">One sentence for help.</param>
    /// <param name="parts">Arguments and options, in the order help shows them.</param>
    /// <param name="run">What it does; the exit code.</param>
    /// <param name="examples">Command lines for help.</param>
    internal static Command Create(
        string name, string description, IReadOnlyList<Symbol> parts, Func<Run, CancellationToken, Task<int>> run, params string[] examples)
    {
        Option<bool> json = new("--json") { Description = "Print the result as JSON" };
        Option<bool> quiet = new("--quiet", "-q") { Description = "No messages and no progress on standard error, only errors" };
        Command command = new(name, description);
        foreach (Symbol part in parts)
        {
            if (part is Argument argument)
                command.Arguments.Add(argument);
            else if (part is Option option)
                command.Options.Add(option);
        }
        command.Options.Add(json);
        command.Options.Add(quiet);
        command.SetAction((parsed, cancellationToken) => GuardAsync(new Run(parsed, json, quiet), run, cancellationToken));
        if (examples.Length > 0)
            HelpWithExamples.Set(command, examples);
        return command;
    }

    /// <summary>A command that only has others under it.</summary>
    internal static Command Group(string name, string description, params Command[] commands)
    {
        Command group = new(name, description);
        foreach (Command command in commands)
            group.Subcommands.Add(command);
        return group;
    }

    private static async Task<int> GuardAsync(Run run, Func<Run, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action(run, cancellationToken).ConfigureAwait(false);
        }
        catch (UsageException e)
        {
            run.Screen.Error(new XeException("usage", e.Message));
            return ExitCode.Usage;
        }
        catch (XeException e)
        {
            run.Screen.Error(e);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Screen.Error(new XeException("cancelled", "cancelled"));
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            run.Screen.Error(new XeException(XeErrors.FileFailed, e.Message));
            return ExitCode.Failed;
        }
        finally
        {
            run.Screen.EndProgress();
        }
    }
}
