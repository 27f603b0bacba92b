using System.CommandLine;
using Xe.Client;
using Xe.Client.Genesis;
using Xe.Core;
using Xe.Core.Genesis;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Genesis;

/// <summary><c>genesis diff</c>: where two pairs differ; exit code 1 where they do.</summary>
internal static class GenesisDiffCommand
{
    internal static Command Create()
    {
        Argument<string> left = new("DIR") { Description = "Directory of the first pair" };
        Argument<string> right = new("OTHER") { Description = "Directory of the second pair" };
        return Verb.Create(
            "diff", "Compare two genesis pairs; exit code 1 where they differ", [left, right],
            (run, _) =>
            {
                GenesisDiffResult result = Compare(Load(run.Get(left)!), Load(run.Get(right)!));
                run.Screen.Result(result, ToolJson.Plain.GenesisDiffResult, output => Write(output, result));
                return Task.FromResult(result.Equal ? ExitCode.Ok : ExitCode.Failed);
            },
            "dotnet xe genesis diff genesis/dev genesis/testnet-0003");
    }

    private static GenesisPair Load(string directory) =>
        GenesisFiles.TryLoadDirectory(directory, out GenesisPair? pair, out Rejection? rejection)
            ? pair
            : throw new XeException(rejection.Code, "genesis: " + rejection.Text);

    private static GenesisDiffResult Compare(GenesisPair left, GenesisPair right)
    {
        Dictionary<string, string> first = GenesisShowCommand.Lines(GenesisShowCommand.Describe(left)).ToDictionary(line => line.Name, line => line.Value);
        Dictionary<string, string> second = GenesisShowCommand.Lines(GenesisShowCommand.Describe(right)).ToDictionary(line => line.Name, line => line.Value);
        List<GenesisDifference> differences = [];
        foreach (string name in first.Keys.Concat(second.Keys.Where(key => !first.ContainsKey(key))))
        {
            string? ours = first.GetValueOrDefault(name), theirs = second.GetValueOrDefault(name);
            if (ours != theirs)
                differences.Add(new GenesisDifference(name, ours, theirs));
        }
        return new GenesisDiffResult(differences.Count == 0, differences);
    }

    private static void Write(TextWriter output, GenesisDiffResult result)
    {
        if (result.Equal)
            output.WriteLine("the same network");
        foreach (GenesisDifference difference in result.Differences)
        {
            output.WriteLine(difference.Name);
            output.WriteLine("  - " + (difference.Left ?? "(not set)"));
            output.WriteLine("  + " + (difference.Right ?? "(not set)"));
        }
    }
}
