namespace Xe.Tool.Commands.Multisig;

/// <summary>The account of a keyset.</summary>
internal sealed record MultisigAddressResult(string Address, int Threshold, IReadOnlyList<string> Keys);
