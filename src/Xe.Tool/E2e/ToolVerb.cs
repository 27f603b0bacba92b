using Xe.Tool.Cli;

namespace Xe.Tool.E2e;

/// <summary>Runs the tool's own verbs inside this process.</summary>
internal static class ToolVerb
{
    /// <summary>Exit code, standard output, standard error.</summary>
    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] words)
    {
        using StringWriter output = new(), error = new();
        int exitCode = await XeCommandLine.RunAsync(words, output, error).ConfigureAwait(false);
        return (exitCode, output.ToString(), error.ToString());
    }
}
