using System.Text.Json;

namespace Xe.Tool.Commands.Genesis;

/// <summary>Everything a genesis pair says.</summary>
internal sealed record GenesisShowResult(
    string NetworkId,
    string LedgerGenesisHash,
    string StatechainGenesisHash,
    string Treasury,
    string Representative,
    ulong SupplyMicroXe,
    GenesisTimingResult LeaseTiming,
    GenesisRulesResult Rules,
    IReadOnlyDictionary<string, JsonElement> State);
