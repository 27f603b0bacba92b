namespace Xe.Tool.Commands.Genesis;

/// <summary>A generated key, without its secret.</summary>
internal sealed record GenesisRoleResult(string Role, string Address, string PublicKey);
