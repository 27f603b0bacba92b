using System.CommandLine;
using System.Text.Json;
using Xe.Core.Genesis;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Genesis;

/// <summary><c>genesis verify</c>: the checks a node makes before it uses a pair (spec 02 §5.1, 14 §1.3).</summary>
internal static class GenesisVerifyCommand
{
    internal static Command Create()
    {
        GenesisOptionSet genesis = new();
        Option<string?> networkId = new("--expect-network-id") { Description = "Fail unless the network id is this one", HelpName = "ID" };
        Option<string?> stateChain = new("--expect-statechain-hash") { Description = "Fail unless the state-chain genesis has this hash", HelpName = "HASH" };
        Option<string?> ledger = new("--expect-ledger-hash") { Description = "Fail unless the ledger genesis has this hash", HelpName = "HASH" };
        return Verb.Create(
            "verify", "Check a genesis pair: documents, hashes, signatures, rules",
            [.. genesis.Symbols, networkId, stateChain, ledger],
            (run, _) =>
            {
                GenesisPair pair = genesis.Load(run);
                GenesisVerifyResult result = Describe(pair);
                Show(run.Screen, result);
                bool matches = Expect(run.Screen, networkId.Name, run.Get(networkId), result.NetworkId)
                    & Expect(run.Screen, stateChain.Name, run.Get(stateChain), result.StatechainGenesisHash)
                    & Expect(run.Screen, ledger.Name, run.Get(ledger), result.LedgerGenesisHash);
                return Task.FromResult(matches ? ExitCode.Ok : ExitCode.Failed);
            },
            "dotnet xe genesis verify genesis/testnet-0003",
            "dotnet xe genesis verify genesis/testnet-0003 --expect-network-id testnet-0003 --json");
    }

    private static GenesisVerifyResult Describe(GenesisPair pair)
    {
        GenesisPair embedded = DevNetwork.Pair;
        return new GenesisVerifyResult(
            pair.NetworkId, pair.LedgerHash.ToString(), pair.Treasury.ToString(), pair.StateChainHash.ToString(),
            pair.LedgerHash != embedded.LedgerHash || pair.StateChainHash != embedded.StateChainHash,
            embedded.NetworkId, embedded.LedgerHash.ToString(), embedded.StateChainHash.ToString(),
            pair.Ledger.Representative is not null);
    }

    private static void Show(Screen screen, GenesisVerifyResult result)
    {
        if (screen.Json)
        {
            screen.Out.WriteLine(JsonSerializer.Serialize(result, IndentedJson.Default.GenesisVerifyResult));
            return;
        }
        Row(screen.Out, "xe", Program.Version);
        Row(screen.Out, "network_id", result.NetworkId);
        Row(screen.Out, "statechain genesis hash", result.StatechainGenesisHash);
        Row(screen.Out, "ledger genesis hash", result.LedgerGenesisHash);
        Row(screen.Out, "ledger genesis treasury", result.LedgerGenesisAccount);
        Row(screen.Out, "genesis representative", result.GenesisRepresentativeSet ? "set" : "NOT SET");
        Row(screen.Out, "source", result.Overridden ? "runtime (--genesis-dir/--genesis)" : "embedded in binary");
        if (!result.Overridden)
            return;
        Row(screen.Out, "embedded network_id", result.EmbeddedNetworkId);
        Row(screen.Out, "embedded statechain hash", result.EmbeddedStatechainGenesisHash);
        Row(screen.Out, "embedded ledger hash", result.EmbeddedLedgerGenesisHash);
    }

    private static void Row(TextWriter output, string label, string value) => output.WriteLine(label.PadRight(26) + value);

    private static bool Expect(Screen screen, string flag, string? expected, string got)
    {
        if (string.IsNullOrEmpty(expected) || expected == got)
            return true;
        screen.Must($"MISMATCH {flag}: expected {expected}, got {got}");
        return false;
    }
}
