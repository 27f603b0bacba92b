using System.Diagnostics;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Storage;
using Xe.Node.Storage;

namespace Xe.Tool.Bench;

/// <summary>A ledger with its writer and its store in a directory.</summary>
internal sealed class LedgerRun : IDisposable
{
    // An account has one block in a chunk, so that its key is known when its next block comes.
    private const int ChunkBlocks = BlockCorpus.GroupAccounts;

    private readonly SqliteStore _store;
    private readonly LedgerWriter _writer;
    private readonly CheckedBlock[] _chunk = new CheckedBlock[ChunkBlocks];
    private readonly AddResult[] _results = new AddResult[ChunkBlocks];

    public LedgerRun(string directory)
    {
        _store = SqliteStore.Open(new SqliteStoreOptions { Directory = directory, Identity = BenchNetwork.Identity });
        _writer = new LedgerWriter(_store);
        Ledger = Ledger.Open(BenchNetwork.Options, _writer, _store);
    }

    public Ledger Ledger { get; }

    /// <summary>Takes signed blocks through everything, on all cores, to the last ticket.</summary>
    /// <returns>Wall and CPU time.</returns>
    public (TimeSpan Wall, TimeSpan Cpu) Ingest(IReadOnlyList<Block> blocks)
    {
        WireBlock[] wires = [.. blocks.Select(block => block.ToWire())];
        var intake = new BlockIntake(Ledger, BenchNetwork.Decoder);
        int added = 0;
        GC.Collect();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        intake.Run(wires, synced: true, answer => added += answer.Result.Outcome == AddOutcome.Added ? 1 : 0).Wait();
        (TimeSpan, TimeSpan) time = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
        return added == wires.Length ? time : throw new InvalidOperationException($"only {added:N0} of {wires.Length:N0} blocks were taken");
    }

    /// <summary>Adds blocks whose signatures count as checked, and waits for the last ticket: what ledger and store alone cost.</summary>
    /// <returns>Wall and CPU time.</returns>
    public (TimeSpan Wall, TimeSpan Cpu) Add(IReadOnlyList<Block> blocks)
    {
        GC.Collect();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        DurableTicket last = DurableTicket.Completed;
        for (int at = 0; at < blocks.Count; at += ChunkBlocks)
        {
            int count = Math.Min(ChunkBlocks, blocks.Count - at);
            for (int i = 0; i < count; i++)
            {
                Block block = blocks[at + i];
                _chunk[i] = new CheckedBlock(block, block.PubKey ?? Ledger.State.GetAccount(block.Account)?.Key);
            }
            Ledger.AddRange(_chunk.AsSpan(0, count), _results, synced: true);
            foreach (ref readonly AddResult result in _results.AsSpan(0, count))
            {
                if (result.Outcome != AddOutcome.Added)
                    throw new InvalidOperationException(result.Rejection?.Text ?? result.Outcome.ToString());
            }
            last = _results[count - 1].Durable;
        }
        last.Wait();
        return (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _writer.Dispose();
        _store.Dispose();
    }
}
