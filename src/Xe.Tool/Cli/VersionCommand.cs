using System.CommandLine;
using System.CommandLine.Invocation;

namespace Xe.Tool.Cli;

/// <summary><c>--version</c> where it does not stand alone.</summary>
internal static class VersionCommand
{
    internal static Option<bool> Option() => new("--version", "-v") { Description = "Show the version", Action = new Print(), Arity = ArgumentArity.Zero };

    private sealed class Print : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            bool json = parseResult.Tokens.Any(token => token.Value == "--json") || parseResult.UnmatchedTokens.Contains("--json");
            parseResult.InvocationConfiguration.Output.WriteLine(json ? $"{{\"version\":\"{Program.Version}\"}}" : "xe " + Program.Version);
            return ExitCode.Ok;
        }
    }
}
