using System.CommandLine;
using Xe.Client;
using Xe.Client.Genesis;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Primitives;
using Xe.Tool.Cli;
using CoreBlock = Xe.Core.Blocks.Block;

namespace Xe.Tool.Commands.Genesis;

/// <summary><c>genesis new</c>: generates a network; the documents go to one folder, the secrets to another.</summary>
internal static class GenesisNewCommand
{
    private const string AllocationFile = "allocation.jsonl";

    internal static Command Create()
    {
        GenesisNewOptionSet options = new();
        Argument<string> directory = new("DIR") { Description = "Folder for the documents; made where it is missing" };
        Option<string?> secrets = new("--secrets") { Description = "Folder for the secrets, 0700 (default: DIR-secrets)", HelpName = "DIR" };
        Option<string[]> delegates = new("--delegate")
        {
            Description = "Share of the supply for a generated node: node-1=1000000 (XE), may be repeated, or 'even' for equal shares. Writes allocation.jsonl, "
                + "the blocks to submit within the hour",
            HelpName = "NODE=XE|even",
        };
        return Verb.Create(
            "new", "Generate a network", [directory, .. options.Symbols, delegates, secrets],
            (run, ct) =>
            {
                string target = run.Get(directory)!;
                string secretsTarget = run.Get(secrets) ?? target.TrimEnd('/', '\\') + "-secrets";
                if (Path.GetFullPath(target) == Path.GetFullPath(secretsTarget))
                    throw new UsageException("the secrets must not lie in the folder of the documents");
                GenesisOptions chosen = options.Read(run);
                if (!GenesisGenerator.TryGenerate(chosen, out GeneratedNetwork? network, out Rejection? rejection))
                    throw new XeException(rejection.Code, rejection.Text);
                IReadOnlyList<CoreBlock> allocation = Allocate(network, Shares(run.Get(delegates) ?? [], chosen.Nodes), run.Screen, ct);
                GenesisFiles.WriteSecrets(network.Secrets, secretsTarget);
                GenesisFiles.Write(network.Pair.Documents, target);
                string? allocationPath = allocation.Count > 0 ? Path.Combine(target, AllocationFile) : null;
                if (allocationPath is not null)
                    File.WriteAllLines(allocationPath, allocation.Select(block => BlockJson.ToText(block.ToWire())));
                GenesisNewResult result = Describe(network, target, secretsTarget, allocationPath);
                run.Screen.Result(result, ToolJson.Plain.GenesisNewResult, output => Write(output, result));
                run.Screen.Note($"The secrets in {secretsTarget} open every generated account: move them to a safe place.");
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe genesis new mynet --name mynet --rules dev",
            "dotnet xe genesis new mynet --name mynet --nodes 4 --delegate even --dao-threshold 2 --lease-min-duration 10");
    }

    private static List<KeyValuePair<string, ulong>> Shares(string[] delegates, int nodes)
    {
        List<KeyValuePair<string, ulong>> shares = [];
        foreach (string text in delegates)
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            if (text == "even" && delegates.Length == 1 && nodes > 1)
                shares.AddRange(Enumerable.Range(1, nodes - 1).Select(i => new KeyValuePair<string, ulong>($"node-{i}", LedgerGenesis.Supply / (ulong)nodes)));
            else if (at > 0)
                shares.Add(new(text[..at], Values.Amount(text[(at + 1)..], Asset.Xe)));
            else
                throw new UsageException("--delegate takes NODE=XE, or 'even' alone with at least two nodes");
        }
        UInt128 sum = 0;
        foreach ((string role, ulong amount) in shares)
        {
            if (amount == 0 || shares.Count(share => share.Key == role) > 1)
                throw new UsageException($"--delegate {role}: one share above 0 for each node");
            sum += amount;
        }
        return sum <= LedgerGenesis.Supply ? shares : throw new UsageException("--delegate: the shares exceed the supply of 42000000 XE");
    }

    private static IReadOnlyList<CoreBlock> Allocate(
        GeneratedNetwork network, List<KeyValuePair<string, ulong>> shares, Screen screen, CancellationToken ct)
    {
        if (shares.Count == 0)
            return [];
        if (shares.Find(share => !network.Secrets.Any(secret => secret.Role == share.Key)) is { Key: { } unknown })
            throw new UsageException($"--delegate: there is no generated key {unknown}");
        screen.Note($"searching work for {shares.Count * 2} blocks");
        return GenesisAllocation.Build(network, shares, TimeProvider.System, ct);
    }

    private static GenesisNewResult Describe(GeneratedNetwork network, string directory, string secrets, string? allocation) => new(
        network.Pair.NetworkId, network.Pair.LedgerHash.ToString(), network.Pair.StateChainHash.ToString(), network.Pair.Treasury.ToString(),
        network.Pair.Ledger.Representative?.ToString() ?? "", directory, secrets, allocation,
        [.. network.Secrets.Select(secret => new GenesisRoleResult(secret.Role, secret.Address.ToString(), secret.PublicKey.ToString()))]);

    private static void Write(TextWriter output, GenesisNewResult result)
    {
        output.WriteLine("network id".PadRight(26) + result.NetworkId);
        output.WriteLine("ledger genesis hash".PadRight(26) + result.LedgerGenesisHash);
        output.WriteLine("state-chain genesis hash".PadRight(26) + result.StatechainGenesisHash);
        output.WriteLine("documents".PadRight(26) + result.Directory);
        output.WriteLine("secrets".PadRight(26) + result.SecretsDirectory);
        if (result.Allocation is not null)
            output.WriteLine("allocation blocks".PadRight(26) + result.Allocation);
        foreach (GenesisRoleResult role in result.Roles)
            output.WriteLine(role.Role.PadRight(26) + role.Address);
    }
}
