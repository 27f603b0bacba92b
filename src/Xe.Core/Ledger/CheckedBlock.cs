using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>A block that passed every check that needs no ledger state (hash, declaration, open signature, work), with what
/// was already verified outside the ledger's gate.</summary>
/// <param name="Block">The block.</param>
/// <param name="VerifiedKey">The key its single signature verified with; null = not verified yet.</param>
public readonly record struct CheckedBlock(Block Block, PublicKey? VerifiedKey = null);
