using System.CommandLine;
using System.Text.Json;

namespace Xe.Tool.Bench;

/// <summary><c>dotnet xe bench</c>: measures beside their peers, each pair in one run.</summary>
internal static class BenchCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Usage = 2;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The command, to be put under the root.</summary>
    public static Command Create() => Create(BenchCatalogue.All);

    internal static Command Create(IReadOnlyList<IBench> catalogue)
    {
        var only = new Option<string[]>("--only")
        {
            Description = "Run only these benches, separated by commas: " + string.Join(", ", catalogue.Select(bench => bench.Name)),
            HelpName = "NAME[,NAME]",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per measure" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No messages on standard error, only errors" };
        var command = new Command("bench", "Measure this build beside its peers (libsodium, raw SQLite, ...), each pair in one run") { only, json, quiet, Libp2pBenchPeer.CreateCommand() };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(
            catalogue, parsed.GetValue(only) ?? [], parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(quiet), cancellationToken)));
        return command;
    }

    private static int Run(
        IReadOnlyList<IBench> catalogue, string[] only, bool json, TextWriter output, TextWriter error, bool quiet, CancellationToken cancellationToken)
    {
        string[] names = [.. only.SelectMany(item => item.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        string[] unknown = [.. names.Where(name => !catalogue.Any(bench => bench.Name == name))];
        if (unknown.Length > 0 || (only.Length > 0 && names.Length == 0))
        {
            error.WriteLine($"bench: {(unknown.Length > 0 ? "unknown: " + string.Join(", ", unknown) : "--only names nothing")}; there are:");
            foreach (IBench bench in catalogue)
                error.WriteLine($"  {bench.Name,-16} {bench.Summary}{(bench.IsLong ? " (takes minutes, runs only when named)" : "")}");
            return Usage;
        }
        var run = new BenchRun(quiet ? _ => { } : error.WriteLine, cancellationToken);
        int failures = 0;
        foreach (IBench bench in catalogue.Where(bench => names.Length > 0 ? names.Contains(bench.Name) : !bench.IsLong))
        {
            if (!quiet)
                error.WriteLine($"bench {bench.Name}: {bench.Summary}");
            try
            {
                foreach (BenchResult result in bench.Run(run))
                {
                    output.WriteLine(json ? JsonSerializer.Serialize(result, Json) : BenchTable.Line(result));
                    output.Flush();
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                error.WriteLine("bench: cancelled");
                return Failed;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One bench that cannot run here (no peer, no disk) does not take the others with it.
                error.WriteLine($"bench {bench.Name} failed: {e.Message}");
                failures++;
            }
        }
        return failures > 0 ? Failed : Done;
    }
}
