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

    // Tries at once of a block whose dependencies came with the same range; what fails more often waits for the end.
    private const int MaxRetries = 4;

    private readonly Dictionary<Hash256, List<Candidate>> _waiting = [];
    private readonly List<Candidate> _loose = [];
    private readonly List<CheckedBlock> _range = [];
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
        List<Candidate> batch = [.. page.Passed.Where(block => !quarantine.Contains(block.Block)).Select(block => new Candidate(block, 0))];
        while (batch.Count > 0)
            batch = AddAll(batch);
    }

    /// <summary>Tries what still waits until a pass adds nothing; the rest is given up for this session.</summary>
    public void Finish()
    {
        for (int pass = 0; pass < MaxPasses && Waiting > 0; pass++)
        {
            List<Candidate> batch = [.. _loose, .. _waiting.Values.SelectMany(list => list)];
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

    // Adds a range and returns what its outcome made possible.
    private List<Candidate> AddAll(List<Candidate> batch)
    {
        if (_results.Length < batch.Count)
            _results = new AddResult[batch.Count];
        Span<AddResult> results = _results.AsSpan(0, batch.Count);
        _range.Clear();
        foreach (Candidate candidate in batch)
            _range.Add(candidate.Block);
        ledger.AddRange(CollectionsMarshal.AsSpan(_range), results, synced: true);
        long before = Added;
        foreach (AddResult result in results)
            Added += result.Outcome is AddOutcome.Added or AddOutcome.Staged ? 1 : 0;

        List<Candidate> next = [];
        for (int i = 0; i < results.Length; i++)
        {
            Block block = batch[i].Block.Block;
            if (results[i].Outcome != AddOutcome.Rejected)
                Release(block.Hash, next);
            else if (results[i].Rejection is { Retryable: true } retryable)
                Park(batch[i], retryable, hasProgress: Added > before, next);
            else
                Refuse(block, results[i].Rejection!);
        }
        results.Clear();
        return next;
    }

    private void Release(Hash256 hash, List<Candidate> next)
    {
        if (!_waiting.Remove(hash, out List<Candidate>? waiters))
            return;
        _waitingCount -= waiters.Count;
        next.AddRange(waiters);
    }

    private void Park(Candidate candidate, Rejection reason, bool hasProgress, List<Candidate> next)
    {
        LastRetryable = reason;
        if (Waiting >= MaxWaiting)
            return;
        if (MissingBlock(candidate.Block.Block) is { } missing)
        {
            if (!_waiting.TryGetValue(missing, out List<Candidate>? waiters))
                _waiting.Add(missing, waiters = []);
            waiters.Add(candidate);
            _waitingCount++;
        }
        else if (hasProgress && candidate.Retries < MaxRetries)
        {
            next.Add(candidate with { Retries = candidate.Retries + 1 });
        }
        else
        {
            _loose.Add(candidate);
        }
    }

    private Hash256? MissingBlock(Block block)
    {
        if (!block.IsOpen && (ledger.State.GetAccount(block.Account) is not { } account
            || (account.Frontier != block.Previous && ledger.Blocks.GetEntry(block.Previous) is null)))
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

    private readonly record struct Candidate(CheckedBlock Block, int Retries);
}
