using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Core.Ledger;

/// <summary>A run of consecutive blocks on its way through a <see cref="BlockIntake"/>: checked by one worker, applied in its
/// turn by whichever worker finds the turn free. Used again for later runs.</summary>
internal sealed class IntakeChunk(NetworkRules rules)
{
    private readonly StatelessBatch _batch = new(rules);
    private StatelessResult[] _checks = [];
    private CheckedBlock[] _candidates = [];
    private AddResult[] _results = [];
    private Rejection?[] _refused = [];
    private int[] _candidateOf = [];
    private int _candidateCount;

    /// <summary>The blocks as given, in order.</summary>
    public List<WireBlock> Wires { get; } = [];

    /// <summary>Keys that blocks of this run declare, for as long as the ledger does not know them.</summary>
    public List<Address> DeclaredHere { get; } = [];

    /// <summary>All checks that need no ledger state; the key of an account that is known is checked as well.</summary>
    public void Check(BlockDecoder decoder, Func<Address, PublicKey?> keyOf)
    {
        EnsureSize(Wires.Count);
        _batch.Clear();
        for (int i = 0; i < Wires.Count; i++)
        {
            if (decoder.TryDecode(Wires[i], out Block? block, out _refused[i]))
            {
                _candidateOf[i] = _batch.Count;
                _candidates[_batch.Count] = new CheckedBlock(block);
                _batch.Add(block, block.IsOpen ? null : keyOf(block.Account));
            }
            else
            {
                _candidateOf[i] = -1;
            }
        }
        _batch.Run(_checks);
        _candidateCount = 0;
        for (int i = 0; i < Wires.Count; i++)
        {
            if (_candidateOf[i] is not (>= 0 and int checkedAs))
                continue;
            _refused[i] = _checks[checkedAs].Rejection;
            _candidateOf[i] = -1;
            if (_refused[i] is not null)
                continue;
            _candidateOf[i] = _candidateCount;
            _candidates[_candidateCount++] = new CheckedBlock(_candidates[checkedAs].Block, _checks[checkedAs].VerifiedKey);
        }
    }

    /// <summary>Hands what passed to the ledger and tells every answer, in order.</summary>
    public DurableTicket Apply(Ledger ledger, bool synced, Action<IntakeAnswer>? answered)
    {
        Span<AddResult> results = _results.AsSpan(0, _candidateCount);
        ledger.AddRange(_candidates.AsSpan(0, _candidateCount), results, synced);
        DurableTicket last = DurableTicket.Completed;
        for (int i = 0; i < Wires.Count; i++)
        {
            bool passed = _candidateOf[i] >= 0;
            AddResult result = passed ? results[_candidateOf[i]] : new AddResult(AddOutcome.Rejected, _refused[i], DurableTicket.Completed);
            if (result.Outcome != AddOutcome.Rejected)
                last = result.Durable;
            answered?.Invoke(new IntakeAnswer(Wires[i], passed ? _candidates[_candidateOf[i]].Block : null, result));
        }
        return last;
    }

    /// <summary>Lets go of the blocks.</summary>
    public void Clear()
    {
        Wires.Clear();
        DeclaredHere.Clear();
        _batch.Clear();
        Array.Clear(_candidates);
        Array.Clear(_results);
        Array.Clear(_refused);
    }

    private void EnsureSize(int count)
    {
        if (_checks.Length >= count)
            return;
        _checks = new StatelessResult[count];
        _candidates = new CheckedBlock[count];
        _results = new AddResult[count];
        _refused = new Rejection?[count];
        _candidateOf = new int[count];
    }
}
