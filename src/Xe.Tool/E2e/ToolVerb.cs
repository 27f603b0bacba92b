using System.Diagnostics;
using System.Text;
using Xe.Client.Nodes;
using Xe.Tool.Cli;

namespace Xe.Tool.E2e;

/// <summary>Runs the tool's own verbs: inside this process, or in one of their own where they read standard input.</summary>
internal static class ToolVerb
{
    /// <summary>Exit code, standard output, standard error.</summary>
    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] words, string? input = null)
    {
        if (input is not null)
            return await RunProcessAsync(words, input).ConfigureAwait(false);
        using StringWriter output = new(), error = new();
        int exitCode = await XeCommandLine.RunAsync(words, output, error).ConfigureAwait(false);
        return (exitCode, output.ToString(), error.ToString());
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunProcessAsync(string[] words, string input)
    {
        NodeProgram program = NodeProgram.Current();
        ProcessStartInfo start = new(program.FileName, [.. program.Arguments, .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        using Process process = Process.Start(start) ?? throw new IOException("the tool could not be started");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
        process.StandardInput.Close();
        await process.WaitForExitAsync().ConfigureAwait(false);
        return (process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }
}
