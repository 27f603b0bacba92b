using Xe.Core.Blocks;

namespace Xe.Core.Ledger;

/// <summary>What a <see cref="BlockIntake"/> says about one block of its input.</summary>
/// <param name="Wire">The block as given.</param>
/// <param name="Block">The typed block; null where the stateless checks refused it.</param>
/// <param name="Result">The answer; its ticket completes when the effects are stored.</param>
public readonly record struct IntakeAnswer(WireBlock Wire, Block? Block, AddResult Result);
