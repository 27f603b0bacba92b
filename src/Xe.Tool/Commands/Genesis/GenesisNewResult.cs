namespace Xe.Tool.Commands.Genesis;

/// <summary>What <c>genesis new</c> made.</summary>
internal sealed record GenesisNewResult(
    string NetworkId,
    string LedgerGenesisHash,
    string StatechainGenesisHash,
    string Treasury,
    string Representative,
    string Directory,
    string SecretsDirectory,
    string? Allocation,
    IReadOnlyList<GenesisRoleResult> Roles);
