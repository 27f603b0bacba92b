namespace Xe.Tool.Commands.Genesis;

/// <summary>What <c>genesis verify --json</c> answers (spec 02 §5.1).</summary>
internal sealed record GenesisVerifyResult(
    string NetworkId,
    string LedgerGenesisHash,
    string LedgerGenesisAccount,
    string StatechainGenesisHash,
    bool Overridden,
    string EmbeddedNetworkId,
    string EmbeddedLedgerGenesisHash,
    string EmbeddedStatechainGenesisHash,
    bool GenesisRepresentativeSet);
