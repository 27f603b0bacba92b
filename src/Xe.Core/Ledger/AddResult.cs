using Xe.Core.Storage;

namespace Xe.Core.Ledger;

/// <summary>The ledger's answer to a block.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Rejection">Why it was refused; null otherwise.</param>
/// <param name="Durable">Completes when the effects are in the store. Whoever acknowledges awaits it first.</param>
public readonly record struct AddResult(AddOutcome Outcome, Rejection? Rejection, DurableTicket Durable);
