using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Xe.Tool.Cli;

/// <summary>The library's help, followed by the command's examples; under the root also exit codes and environment.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    /// <summary>What holds for every command.</summary>
    internal const string RootNotes = """
        Exit codes:
          0  done
          1  failed; the reason is on standard error
          2  the command line is wrong; nothing was done

        Environment:
          XE_NODE             URL of the node's API (instead of --node)
          XE_DATA             data directory of the node (instead of --data)
          XE_TOKEN            API token of a node whose data directory is not at hand
          XE_WALLET           wallet name or file (instead of --wallet)
          XE_WALLET_DIR       where named wallets lie (default ~/.xe)
          XE_WALLET_PASSWORD  password of the wallet (better: --password-file)
          NO_COLOR            no colours

        Results are on standard output, messages and progress on standard error. Every command takes --json and --quiet.
        """;

    public override bool ClearsParseErrors => true;

    /// <summary>Sets the examples of a command: command lines, each may end in "# why".</summary>
    internal static void Set(Command command, params string[] lines) => Examples.AddOrUpdate(command, lines);

    /// <summary>The examples of a command; null where it has none.</summary>
    internal static IReadOnlyList<string>? Of(Command command) => Examples.TryGetValue(command, out string[]? lines) ? lines : null;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = inner.Invoke(parseResult);
        Command command = parseResult.CommandResult.Command;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (Of(command) is { } lines)
        {
            output.WriteLine("Examples:");
            foreach (string line in lines)
                output.WriteLine("  " + line);
            output.WriteLine();
        }
        if (command is RootCommand)
            output.WriteLine(RootNotes);
        return exitCode;
    }
}
