using System.CommandLine;
using System.Text.Json;
using Xe.Core.Genesis;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Genesis;

/// <summary><c>genesis show</c>: what a pair says, in words.</summary>
internal static class GenesisShowCommand
{
    internal static Command Create()
    {
        GenesisOptionSet genesis = new();
        return Verb.Create(
            "show", "Show what a genesis pair says: treasury, rules, lease timing, state-chain values",
            genesis.Symbols,
            (run, _) =>
            {
                GenesisShowResult result = Describe(genesis.Load(run));
                run.Screen.Result(result, ToolJson.Plain.GenesisShowResult, output => Write(output, result));
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe genesis show",
            "dotnet xe genesis show genesis/testnet-0003 --json");
    }

    internal static GenesisShowResult Describe(GenesisPair pair)
    {
        SortedDictionary<string, JsonElement> state = new(StringComparer.Ordinal);
        foreach (StateOp op in pair.StateChain.Ops)
        {
            // The last write of a key wins, as in the state.
            state.Remove(op.Key);
            if (op.Action == StateOp.SetAction)
                state[op.Key] = JsonElement.Parse(op.Value.Span);
        }
        return new GenesisShowResult(
            pair.NetworkId, pair.LedgerHash.ToString(), pair.StateChainHash.ToString(), pair.Treasury.ToString(),
            pair.Ledger.Representative?.ToString() ?? "", pair.Ledger.Balance,
            GenesisTimingResult.From(pair.Timing), GenesisRulesResult.From(pair.Rules), state);
    }

    /// <summary>Name and value of every line.</summary>
    internal static IReadOnlyList<(string Name, string Value)> Lines(GenesisShowResult shown)
    {
        GenesisTimingResult timing = shown.LeaseTiming;
        GenesisRulesResult rules = shown.Rules;
        return
        [
            ("network id", shown.NetworkId),
            ("ledger genesis hash", shown.LedgerGenesisHash),
            ("state-chain genesis hash", shown.StatechainGenesisHash),
            ("treasury", shown.Treasury),
            ("representative", shown.Representative.Length == 0 ? "none" : shown.Representative),
            ("supply", Amount.Format(shown.SupplyMicroXe) + " XE"),
            ("rule: claim blocks", rules.ClaimEnabled ? "on" : "off"),
            ("rule: lease stake", rules.LeaseStakeDivisor == 0 ? "none" : $"cost / {rules.LeaseStakeDivisor}"),
            ("rule: work difficulty", rules.WorkDifficulty),
            ("rule: stability window", $"{rules.StabilityWindowMs} ms"),
            ("lease: shortest", $"{timing.MinDurationSecs} s"),
            ("lease: settle grace", Seconds(timing.SettleGraceNs)),
            ("lease: force-settle gap", Seconds(timing.ForceSettleGapNs)),
            ("lease: escrow expiry", Seconds(timing.EscrowExpiryNs)),
            ("lease: archive gap", Seconds(timing.ArchiveGapNs)),
            ("lease: attestation skew", Seconds(timing.MaxAttestationSkewNs)),
            .. shown.State.Select(entry => ("state: " + entry.Key, entry.Value.GetRawText())),
        ];
    }

    private static void Write(TextWriter output, GenesisShowResult shown)
    {
        foreach ((string name, string value) in Lines(shown))
            output.WriteLine(name.PadRight(26) + string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Seconds(long nanos) => FormattableString.Invariant($"{nanos / 1e9} s");
}
