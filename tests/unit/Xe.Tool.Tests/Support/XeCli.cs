using Xe.Tool.Cli;

namespace Xe.Tool.Tests.Support;

/// <summary>Runs command lines inside the test process: everything but the process around them is real.</summary>
internal static class XeCli
{
    internal static async Task<Outcome> RunAsync(params string[] args)
    {
        StringWriter output = new(), error = new();
        int exitCode = await XeCommandLine.RunAsync(args, output, error);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }
}
