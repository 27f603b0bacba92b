using Xe.Core.Ledger;
using Xe.Core.Storage;

namespace Xe.Tool.Bench;

/// <summary>A writer into memory that keeps the change sets it was given: what the ledger writes for some blocks.</summary>
internal sealed class ChangeRecorder : ILedgerWriter, IDisposable
{
    private readonly MemoryStore _store = new();

    public List<ChangeSet> Sets { get; } = [];

    public ILedgerReader View => _store;

    public DurableTicket LastTicket => DurableTicket.Completed;

    public DurableTicket Enqueue(ChangeSet changes)
    {
        _store.Commit([changes], fullSync: false);
        Sets.Add(changes);
        return DurableTicket.Completed;
    }

    /// <summary>The change sets of blocks that a new ledger takes, its genesis first.</summary>
    public static List<ChangeSet> Record(IEnumerable<Core.Blocks.Block> blocks)
    {
        using var recorder = new ChangeRecorder();
        Ledger ledger = Ledger.Open(BenchNetwork.Options, recorder, recorder._store);
        foreach (Core.Blocks.Block block in blocks)
        {
            AddResult result = ledger.Add(new CheckedBlock(block, block.PubKey ?? ledger.State.GetAccount(block.Account)?.Key), synced: true);
            if (result.Outcome != AddOutcome.Added)
                throw new InvalidOperationException(result.Rejection?.Text ?? result.Outcome.ToString());
        }
        return recorder.Sets;
    }

    /// <inheritdoc />
    public void Dispose() => _store.Dispose();
}
