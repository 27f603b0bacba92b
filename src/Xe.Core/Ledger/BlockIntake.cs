using System.Collections.Concurrent;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger;

/// <summary>Feeds long runs of blocks to a ledger: the stateless checks run on all cores, the ledger gets the blocks in the
/// order given (so a chain arrives in its own order), and there is no thread that only waits for its turn: whoever has
/// finished a piece applies what is next. Thread-safe: concurrent runs are each in their own order.</summary>
public sealed class BlockIntake
{
    // Large enough for a batch verifier and to pay for the ledger's gate once, small enough to answer soon.
    private const int ChunkBlocks = 128;

    private readonly Ledger _ledger;
    private readonly BlockDecoder _decoder;
    private readonly int _workers;

    /// <summary>For one ledger.</summary>
    /// <param name="ledger">Takes the blocks.</param>
    /// <param name="decoder">Network id and rules.</param>
    /// <param name="workers">Threads used, the caller's included; 0 = one per core.</param>
    public BlockIntake(Ledger ledger, BlockDecoder decoder, int workers = 0)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        (_ledger, _decoder, _workers) = (ledger, decoder, workers > 0 ? workers : Environment.ProcessorCount);
    }

    /// <summary>Takes blocks until the sequence ends. Returns the ticket of the last block that changed anything or was known:
    /// tickets complete in order, so it speaks for all.</summary>
    /// <param name="blocks">Read by one thread at a time, a little ahead of what is applied.</param>
    /// <param name="synced">As for <see cref="Ledger.Add"/>.</param>
    /// <param name="answered">Hears every answer in the order of the blocks, one at a time; must not wait for the ledger.</param>
    /// <param name="cancellationToken">Ends the run after the pieces in work; what was answered stays.</param>
    public DurableTicket Run(
        IEnumerable<WireBlock> blocks, bool synced, Action<IntakeAnswer>? answered = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        using IEnumerator<WireBlock> source = blocks.GetEnumerator();
        var run = new Session(this, source, synced, answered, cancellationToken);
        var helpers = new Task[_workers - 1];
        for (int i = 0; i < helpers.Length; i++)
            helpers[i] = Task.Factory.StartNew(run.Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        run.Work();
        Task.WaitAll(helpers, CancellationToken.None);
        run.ThrowIfFailed();
        cancellationToken.ThrowIfCancellationRequested();
        return run.Last;
    }

    // One run: pieces are taken in order, checked in any order, applied in order.
    private sealed class Session(
        BlockIntake intake, IEnumerator<WireBlock> source, bool synced, Action<IntakeAnswer>? answered, CancellationToken cancellationToken)
    {
        private readonly object _gate = new();
        private readonly Dictionary<long, IntakeChunk> _checked = [];
        private readonly Stack<IntakeChunk> _spare = [];
        private readonly ConcurrentDictionary<Address, PublicKey> _declared = new();
        private readonly int _maxAhead = 4 * intake._workers;
        private long _taken;
        private long _applied;
        private bool _applying;
        private bool _ended;
        private Exception? _failure;

        public DurableTicket Last { get; private set; }

        public void ThrowIfFailed()
        {
            if (_failure is { } failure)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        public void Work()
        {
            try
            {
                while (Take(out IntakeChunk? chunk, out long index))
                {
                    chunk.Check(intake._decoder, KeyOf);
                    Deliver(chunk, index);
                }
            }
            catch (Exception e)
            {
                lock (_gate)
                {
                    _failure ??= e;
                    _ended = true;
                    Monitor.PulseAll(_gate);
                }
            }
        }

        private PublicKey? KeyOf(Address account) =>
            intake._ledger.State.GetAccount(account) is { } state ? state.Key : _declared.TryGetValue(account, out PublicKey key) ? key : null;

        private bool Take([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IntakeChunk? chunk, out long index)
        {
            lock (_gate)
            {
                while (!_ended && _taken - _applied >= _maxAhead)
                    Monitor.Wait(_gate);
                (chunk, index) = (null, _taken);
                if (_ended || cancellationToken.IsCancellationRequested)
                    return false;
                chunk = _spare.TryPop(out IntakeChunk? spare) ? spare : new IntakeChunk(intake._decoder.Rules);
                while (chunk.Wires.Count < ChunkBlocks && source.MoveNext())
                {
                    WireBlock wire = source.Current;
                    chunk.Wires.Add(wire);
                    // An opening block names the key that its account's next blocks, perhaps in other hands already, are
                    // checked with. Only a hint: the ledger compares it with the key it stored.
                    if (wire.PubKey.Length > 0 && PublicKey.TryParse(wire.PubKey, out PublicKey key) && Address.TryParse(wire.Account, out Address account))
                    {
                        _declared[account] = key;
                        chunk.DeclaredHere.Add(account);
                    }
                }
                if (chunk.Wires.Count == 0)
                {
                    _ended = true;
                    Monitor.PulseAll(_gate);
                    return false;
                }
                _taken++;
                return true;
            }
        }

        private void Deliver(IntakeChunk chunk, long index)
        {
            lock (_gate)
            {
                _checked.Add(index, chunk);
                if (_applying)
                    return;
                _applying = true;
            }
            while (TryNext(out IntakeChunk? next))
            {
                DurableTicket ticket = next.Apply(intake._ledger, synced, answered);
                if (ticket != DurableTicket.Completed)
                    Last = ticket;
                foreach (Address account in next.DeclaredHere)
                    _declared.TryRemove(account, out _);
                next.Clear();
                lock (_gate)
                {
                    _applied++;
                    _spare.Push(next);
                    Monitor.PulseAll(_gate);
                }
            }
        }

        private bool TryNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IntakeChunk? next)
        {
            lock (_gate)
            {
                if (_failure is null && _checked.Remove(_applied, out next))
                    return true;
                next = null;
                _applying = false;
                return false;
            }
        }
    }
}
