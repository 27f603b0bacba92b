namespace Xe.Core.Genesis;

/// <summary>The documents that define a network, byte for byte, each with the name that messages show.</summary>
/// <param name="LedgerName">Name of the ledger genesis, usually its path.</param>
/// <param name="Ledger">Its bytes.</param>
/// <param name="StateChainName">Name of the state-chain genesis.</param>
/// <param name="StateChain">Its bytes.</param>
/// <param name="RulesName">Name of the rules document.</param>
/// <param name="Rules">Its bytes; null = the public rules.</param>
public sealed record GenesisDocuments(
    string LedgerName,
    ReadOnlyMemory<byte> Ledger,
    string StateChainName,
    ReadOnlyMemory<byte> StateChain,
    string RulesName = NetworkRulesJson.FileName,
    ReadOnlyMemory<byte>? Rules = null)
{
    /// <summary>File name of the ledger genesis in a directory (spec 02 §2.1).</summary>
    public const string LedgerFileName = "ledger-genesis.json";

    /// <summary>File name of the state-chain genesis in a directory.</summary>
    public const string StateChainFileName = "statechain-genesis.json";
}
