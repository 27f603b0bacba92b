using Xe.Core.Ledger;
using Xe.Core.Storage;

namespace Xe.Core.Tests.Ledger.Support;

/// <summary>Commits every set at once, and remembers them in order.</summary>
internal sealed class DirectWriter(MemoryStore store) : ILedgerWriter
{
    public List<ChangeSet> Log { get; } = [];

    /// <summary>What tickets of sets that ask for stable storage complete with; default: at once.</summary>
    public Task Flush { get; set; } = Task.CompletedTask;

    public ILedgerReader View => store;

    public DurableTicket LastTicket => DurableTicket.Completed;

    public DurableTicket Enqueue(ChangeSet changes)
    {
        store.Commit([changes], changes.NeedsFullSync);
        Log.Add(changes);
        return changes.NeedsFullSync ? new DurableTicket(Flush) : DurableTicket.Completed;
    }
}
