using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;

namespace Xe.Tool.Cli;

/// <summary>Parses the command line and runs the command it names.</summary>
internal static class XeCommandLine
{
    private const string Description = "The XE node and its command line.";

    // A token that starts with '@' is a value like any other, not a file of further arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command line; results go to <paramref name="output"/>, everything else to <paramref name="error"/>.</summary>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        RootCommand root = Create(args);
        ParseResult parsed = root.Parse(args, Parsing);
        if (UsageErrors.Report(parsed, error))
            return ExitCode.Usage;
        using CancellationTokenSource interrupted = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => OnSignal(signal, interrupted));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => OnSignal(signal, interrupted));
        InvocationConfiguration invocation = new()
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        int exitCode = await parsed.InvokeAsync(invocation, interrupted.Token).ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        return exitCode;
    }

    /// <summary>The command tree. Where the first argument names a command, only that branch is built.</summary>
    /// <param name="args">The command line; empty builds everything.</param>
    internal static RootCommand Create(IReadOnlyList<string> args)
    {
        RootCommand root = new(Description);
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        root.Options.Add(VersionCommand.Option());
        CommandEntry? named = args.Count > 0 ? CommandTable.Find(args[0]) : null;
        foreach (CommandEntry entry in CommandTable.All)
        {
            if (named is null || named == entry)
                root.Subcommands.Add(entry.Create());
        }
        return root;
    }

    private static void OnSignal(PosixSignalContext signal, CancellationTokenSource interrupted)
    {
        // The second signal is left to the system: it ends the process at once.
        if (interrupted.IsCancellationRequested)
            return;
        signal.Cancel = true;
        interrupted.Cancel();
    }
}
