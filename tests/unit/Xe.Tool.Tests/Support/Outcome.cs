using System.Text.Json;

namespace Xe.Tool.Tests.Support;

/// <summary>What a command line did.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    internal JsonElement Json => JsonDocument.Parse(Output).RootElement;

    internal JsonElement ErrorJson => JsonDocument.Parse(Error).RootElement;

    internal Outcome Ok()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\nstdout: {Output}\nstderr: {Error}");
        return this;
    }

    internal Outcome Fails(int exitCode, string errorPart)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}\nstdout: {Output}\nstderr: {Error}");
        Assert.Contains(errorPart, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}
