using System.Runtime.InteropServices;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Sync;

/// <summary>Adds the blocks of one sync session to the ledger (spec 07 §2.4). A block that needs another one waits for exactly
/// that one, so order costs no passes over everything; what waits for something else is tried again at the end. For one thread
/// at a time.</summary>
internal sealed class SyncApplier(Ledger ledger, Quarantine quarantine)
{
    /// <summary>Most blocks that wait for others; further ones are dropped and come again with a later session.</summary>
    internal const int MaxWaiting = 131_072;

    private const int MaxPasses = 10;

    private readonly Dictionary<Hash256, List<CheckedBlock>> _waiting = [];
    private readonly List<CheckedBlock> _loose = [];
    private AddResult[] _results = [];
    private int _waitingCount;

    /// <summary>Blocks the ledger took, on chains or as candidates of a conflict.</summary>
    public long Added { get; private set; }

    /// <summary>Blocks refused for good.</summary>
    public long Refused { get; private set; }

    /// <summary>Blocks that wait for others.</summary>
    public int Waiting => _waitingCount + _loose.Count;

    /// <summary>The last refusal that more data may change; null where there was none.</summary>
    public Rejection? LastRetryable { get; private set; }

    /// <summary>The last refusal for good, with its block; null where there was none.</summary>
    public (Block Block, Rejection Rejection)? LastRefused { get; private set; }

    /// <summary>Adds a page, and whatever waited for a block of it.</summary>
    public void Apply(VerifiedPage page)
    {
        foreach ((Block block, Rejection rejection) in page.Refused)
            Refuse(block, rejection);
        List<CheckedBlock> batch = [.. page.Passed.Where(candidate => !quarantine.Contains(candidate.Block))];
        while (batch.Count > 0)
            batch = AddAll(batch);
    }

    /// <summary>Tries what still waits until a pass adds nothing; the rest is given up for this session.</summary>
    public void Finish()
    {
        for (int pass = 0; pass < MaxPasses && Waiting > 0; pass++)
        {
            List<CheckedBlock> batch = [.. _loose, .. _waiting.Values.SelectMany(list => list)];
            _loose.Clear();
            _waiting.Clear();
            _waitingCount = 0;
            long before = Added;
            while (batch.Count > 0)
                batch = AddAll(batch);
            if (Added == before)
                return;
        }
    }

    private List<CheckedBlock> AddAll(List<CheckedBlock> batch)
    {
        if (_results.Length < batch.Count)
            _results = new AddResult[batch.Count];
        Span<AddResult> results = _results.AsSpan(0, batch.Count);
        ledger.AddRange(CollectionsMarshal.AsSpan(batch), results, synced: true);
        List<CheckedBlock> released = [];
        for (int i = 0; i < results.Length; i++)
        {
            Block block = batch[i].Block;
            switch (results[i].Outcome)
            {
                case AddOutcome.Added or AddOutcome.Staged:
                    Added++;
                    Release(block.Hash, released);
                    break;
                case AddOutcome.Duplicate:
                    Release(block.Hash, released);
                    break;
                default:
                    if (results[i].Rejection is { Retryable: true } retryable)
                        Park(batch[i], retryable);
                    else
                        Refuse(block, results[i].Rejection!);
                    break;
            }
        }
        results.Clear();
        return released;
    }

    private void Release(Hash256 hash, List<CheckedBlock> released)
    {
        if (!_waiting.Remove(hash, out List<CheckedBlock>? waiters))
            return;
        _waitingCount -= waiters.Count;
        released.AddRange(waiters);
    }

    private void Park(CheckedBlock candidate, Rejection reason)
    {
        LastRetryable = reason;
        if (Waiting >= MaxWaiting)
            return;
        if (MissingBlock(candidate.Block) is { } missing)
        {
            if (!_waiting.TryGetValue(missing, out List<CheckedBlock>? waiters))
                _waiting.Add(missing, waiters = []);
            waiters.Add(candidate);
            _waitingCount++;
        }
        else
        {
            _loose.Add(candidate);
        }
    }

    private Hash256? MissingBlock(Block block)
    {
        if (!block.IsOpen && ledger.State.GetAccount(block.Account)?.Frontier != block.Previous
            && ledger.Blocks.GetEntry(block.Previous) is null)
        {
            return block.Previous;
        }
        return !block.Source.IsZero && ledger.Blocks.GetEntry(block.Source) is null ? block.Source : null;
    }

    private void Refuse(Block block, Rejection rejection)
    {
        Refused++;
        LastRefused = (block, rejection);
        quarantine.Add(block);
    }
}
