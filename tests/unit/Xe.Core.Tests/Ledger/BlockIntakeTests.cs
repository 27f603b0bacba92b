using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Storage;
using Xe.Testing.Stores;

namespace Xe.Core.Tests.Ledger;

public sealed class BlockIntakeTests : IDisposable
{
    private const int Workers = 4;
    private readonly RandomHistory _history = new(seed: 11, steps: 2_500, forks: false);
    private readonly MemoryStore _store = new();
    private readonly LedgerWriter _writer;
    private readonly Core.Ledger.Ledger _ledger;
    private readonly BlockIntake _intake;
    private readonly WireBlock[] _blocks;

    public BlockIntakeTests()
    {
        _writer = new LedgerWriter(_store);
        _ledger = Core.Ledger.Ledger.Open(_history.Options, _writer, _store);
        _intake = new BlockIntake(_ledger, new BlockDecoder("sim", NetworkRules.Dev with { WorkDifficulty = 0 }), Workers);
        _blocks = [.. _history.Sets.SelectMany(set => set.Added).Skip(1).Select(added => added.Block.ToWire())];
    }

    public void Dispose()
    {
        _writer.Dispose();
        _store.Dispose();
        _history.Dispose();
    }

    [Fact]
    public async Task A_long_run_gives_what_one_block_after_the_other_gave()
    {
        var answers = new List<IntakeAnswer>();
        await _intake.Run(_blocks, synced: true, answers.Add).Task;
        Assert.True(_blocks.Length > 1_000);
        Assert.Equal(_blocks, answers.Select(answer => answer.Wire), ReferenceEqualityComparer.Instance!);
        Assert.All(answers, answer => Assert.Equal(AddOutcome.Added, answer.Result.Outcome));
        Assert.All(answers, answer => Assert.True(answer.Result.Durable.IsCommitted));
        foreach (AccountState account in _history.Ledger.State.Accounts)
            Assert.Equal(account with { FinalHeight = 0 }, _ledger.State.GetAccount(account.Account)! with { FinalHeight = 0 });
        Assert.Equal(_history.Ledger.State.Pendings.All().OrderBy(pending => pending.SendHash), _ledger.State.Pendings.All().OrderBy(pending => pending.SendHash));
    }

    [Fact]
    public void Bad_blocks_are_refused_at_their_place_and_the_rest_goes_on()
    {
        // The first has a wrong signature, the second another hash, the third no signature that is hex.
        int[] bad = [_blocks.Length / 3, _blocks.Length / 2, _blocks.Length - 2];
        _blocks[bad[0]].Signature = new string('0', 128);
        _blocks[bad[1]].Hash = new string('1', 64);
        _blocks[bad[2]].Signature = "no hex";
        var answers = new List<IntakeAnswer>();
        _intake.Run(_blocks, synced: true, answers.Add);
        Assert.Equal(_blocks.Length, answers.Count);
        string[] texts = [.. bad.Select(i => answers[i].Result.Rejection!.Text)];
        Assert.Equal("signature: signature verification failed", texts[0]);
        Assert.StartsWith("verify: hash mismatch", texts[1], StringComparison.Ordinal);
        Assert.StartsWith("signature: invalid signature hex", texts[2], StringComparison.Ordinal);
        Assert.Null(answers[bad[1]].Block);
        Assert.All(answers.Take(bad[0]), answer => Assert.Equal(AddOutcome.Added, answer.Result.Outcome));
        Assert.Contains(answers.Skip(bad[0]), answer => answer.Result.Outcome == AddOutcome.Added);
    }

    [Fact]
    public void A_run_given_twice_is_known_the_second_time()
    {
        _intake.Run(_blocks, synced: true);
        string state = StateDump.Of(_ledger.State);
        var outcomes = new List<AddOutcome>();
        _intake.Run(_blocks, synced: true, answer => outcomes.Add(answer.Result.Outcome));
        Assert.All(outcomes, outcome => Assert.Equal(AddOutcome.Duplicate, outcome));
        Assert.Equal(state, StateDump.Of(_ledger.State));
    }

    [Fact]
    public async Task An_empty_run_has_nothing_to_wait_for()
    {
        DurableTicket ticket = _intake.Run([], synced: true);
        Assert.True(ticket.IsCommitted);
        await ticket;
    }

    [Fact]
    public void A_cancelled_run_ends_with_a_prefix_applied()
    {
        using var cancellation = new CancellationTokenSource();
        int answered = 0;
        // Two workers are ahead by ten pieces at most: less than all there are, however fast they check.
        BlockIntake intake = new(_ledger, new BlockDecoder("sim", NetworkRules.Dev with { WorkDifficulty = 0 }), workers: 2);
        Assert.Throws<OperationCanceledException>(() => intake.Run(_blocks, synced: true, _ =>
        {
            if (++answered == 300)
                cancellation.Cancel();
        }, cancellation.Token));
        Assert.InRange(answered, 300, _blocks.Length - 1);
        Assert.Equal(answered + 1, _ledger.State.BlockCount);
    }

    [Fact]
    public void A_failing_source_or_listener_ends_the_run_with_its_failure()
    {
        Assert.Equal("source", Assert.Throws<InvalidDataException>(() => _intake.Run(Failing(), synced: true)).Message);
        Assert.Equal("listener", Assert.Throws<InvalidDataException>(() =>
            _intake.Run(_blocks, synced: true, _ => throw new InvalidDataException("listener"))).Message);

        IEnumerable<WireBlock> Failing()
        {
            foreach (WireBlock block in _blocks.Take(500))
                yield return block;
            throw new InvalidDataException("source");
        }
    }
}
