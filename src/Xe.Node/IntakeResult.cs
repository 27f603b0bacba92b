using Xe.Core;
using Xe.Core.Ledger;

namespace Xe.Node;

/// <summary>What became of a locally submitted block.</summary>
/// <param name="Outcome">As the ledger said; <see cref="AddOutcome.Rejected"/> also for what never reached it.</param>
/// <param name="Rejection">Why it was refused; null otherwise.</param>
public readonly record struct IntakeResult(AddOutcome Outcome, Rejection? Rejection);
