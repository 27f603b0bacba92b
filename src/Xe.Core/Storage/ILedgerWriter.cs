using Xe.Core.Ledger;

namespace Xe.Core.Storage;

/// <summary>Where the ledger puts its changes: ordered, and readable at once through <see cref="View"/>.
/// <c>LedgerWriter</c> batches them into a store on its own thread; the simulator has one in virtual time.</summary>
public interface ILedgerWriter
{
    /// <summary>The store with everything enqueued so far on top.</summary>
    ILedgerReader View { get; }

    /// <summary>Completes with the last change enqueued so far.</summary>
    DurableTicket LastTicket { get; }

    /// <summary>Adds a change behind all earlier ones. Called under the ledger's gate: cheap, but waits while the bounded
    /// queue is full. Once a commit has failed nothing is taken any more: the ticket carries the failure.</summary>
    DurableTicket Enqueue(ChangeSet changes);
}
