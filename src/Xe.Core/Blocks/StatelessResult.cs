using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>What a batch found out about a block.</summary>
/// <param name="Rejection">Why it is refused; null where it passes.</param>
/// <param name="VerifiedKey">The key its single signature holds with; null where none was checked, or where the signature of
/// a block that does not open its account failed, which the ledger reports at its place in the order.</param>
public readonly record struct StatelessResult(Rejection? Rejection, PublicKey? VerifiedKey);
