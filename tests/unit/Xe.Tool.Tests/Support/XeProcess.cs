using System.Diagnostics;

namespace Xe.Tool.Tests.Support;

/// <summary>Runs <c>dotnet xe</c>, or another program, as a process of its own.</summary>
internal static class XeProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    internal static string Program { get; } = Path.Combine(Checkout.Root, "artifacts", "bin", "Xe.Tool", Configuration, "dotnet-xe.dll");

    private static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    internal static Task<Outcome> RunAsync(string[] args, string? input = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        RunProgramAsync("dotnet", ["exec", Program, .. args], input, environment);

    internal static async Task<Outcome> RunProgramAsync(
        string program, string[] args, string? input = null, IReadOnlyDictionary<string, string?>? environment = null, string? directory = null)
    {
        using Process process = Start(program, args, environment, directory);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using CancellationTokenSource limit = new(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', args)} did not end; stderr: {await error}");
        }
        return new Outcome(process.ExitCode, await output, await error);
    }

    internal static Process Start(string program, string[] args, IReadOnlyDictionary<string, string?>? environment = null, string? directory = null)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        // What the developer has set must not steer a test.
        foreach (string name in new[] { "XE_NODE", "XE_DATA", "XE_TOKEN", "XE_WALLET", "XE_WALLET_DIR", "XE_WALLET_PASSWORD", "XE_API_ADMIN_TOKEN" })
            start.Environment.Remove(name);
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
