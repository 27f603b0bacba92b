using System.CommandLine;
using System.Diagnostics;
using Xe.Client;
using Xe.Tool.Cli;
using Xe.Tool.Devnet;

namespace Xe.Tool.E2e;

/// <summary><c>dotnet xe e2e</c>: scenarios between real node processes.</summary>
internal static class E2eCommands
{
    internal static Command Create() => Verb.Group("e2e", "Run scenarios between real nodes on this machine", RunVerb(), List());

    private static Command RunVerb()
    {
        Argument<string[]> names = new("SCENARIO") { Description = "Names, or files; none = all that come with the tool", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> keep = new("--keep") { Description = "Keep the folders of scenarios that passed too" };
        return Verb.Create(
            "run", "Run scenarios; exit code 1 where one does not hold", [names, keep],
            async (run, ct) =>
            {
                Scenario[] scenarios = [.. (run.Get(names) is { Length: > 0 } given ? given : [.. ScenarioLibrary.Names]).Select(Load)];
                List<E2eResult> results = [];
                foreach (Scenario scenario in scenarios)
                    results.Add(await RunAsync(scenario, run.Screen, run.Get(keep), ct).ConfigureAwait(false));
                run.Screen.Result(results, E2eJson.Plain.IReadOnlyListE2eResult, output =>
                {
                    foreach (E2eResult result in results)
                        output.WriteLine(FormattableString.Invariant($"{(result.Passed ? "passed" : "FAILED"),-8}{result.Name,-20}{result.Seconds,7:0.0} s  {result.Error ?? result.Title}"));
                });
                return results.TrueForAll(result => result.Passed) ? ExitCode.Ok : ExitCode.Failed;
            },
            "dotnet xe e2e run transfer",
            "dotnet xe e2e run ./my.e2e --json");
    }

    private static Command List() => Verb.Create(
        "list", "Show the scenarios that come with the tool", [],
        (run, _) =>
        {
            run.Screen.Result(ScenarioLibrary.Names, E2eJson.Plain.IReadOnlyListString, output =>
            {
                foreach (string name in ScenarioLibrary.Names)
                    output.WriteLine(name.PadRight(20) + ScenarioLibrary.Load(name).Title);
            });
            return Task.FromResult(ExitCode.Ok);
        });

    private static Scenario Load(string name)
    {
        try
        {
            return ScenarioLibrary.Load(name);
        }
        catch (ScenarioException e)
        {
            throw new XeException("scenario_failed", $"{name}, {e.Message}", cause: e);
        }
    }

    private static async Task<E2eResult> RunAsync(Scenario scenario, Screen screen, bool keep, CancellationToken cancellationToken)
    {
        screen.Note($"{scenario.Name}: {scenario.Title}");
        string folder = Directory.CreateTempSubdirectory("xe-e2e-").FullName;
        string? error = null;
        long started = Stopwatch.GetTimestamp();
        await using (ScenarioRunner runner = new(new DevnetDirectory(folder), screen))
        {
            try
            {
                await runner.RunAsync(scenario, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is XeException or ScenarioException)
            {
                error = e.Message;
            }
        }
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        bool isKept = keep || error is not null;
        if (!isKept)
            Directory.Delete(folder, recursive: true);
        else
            screen.Note($"{scenario.Name}: kept {folder}");
        return new E2eResult(scenario.Name, scenario.Title, error is null, seconds, error, isKept ? folder : null);
    }
}
