using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Tests.Ledger.Support;

/// <summary>A rig with elections over it, whose network a test reads and feeds by hand.</summary>
internal sealed class ElectionNode : IElectionNetwork, IVotingKey
{
    private readonly AccountKey? _key;

    public ElectionNode(AccountKey? key, TestClock clock, ConsensusParameters? parameters = null)
    {
        Rig = new Rig(clock: clock);
        _key = key;
        Parameters = parameters ?? new ConsensusParameters();
        Elections = new Elections(Rig.Ledger, key is null ? null : this, this, clock, Parameters);
    }

    public Rig Rig { get; }

    public ConsensusParameters Parameters { get; }

    public Elections Elections { get; private set; }

    /// <summary>Votes published since the last <see cref="Take"/>.</summary>
    public List<Vote> Outbox { get; } = [];

    public List<Position> PulledVotes { get; } = [];

    public List<Hash256> PulledBodies { get; } = [];

    public PublicKey PublicKey => _key!.PublicKey;

    public byte[] Sign(ReadOnlySpan<byte> message) => _key!.Sign(message);

    /// <summary>Starts new elections over the same ledger, as a restarted node would.</summary>
    public void RestartElections() => Elections = new Elections(Rig.Ledger, _key is null ? null : this, this, Rig.Clock, Parameters);

    public IReadOnlyList<Vote> Take()
    {
        Vote[] votes = [.. Outbox];
        Outbox.Clear();
        return votes;
    }

    public AddOutcome Add(Block block)
    {
        AddOutcome outcome = Rig.Add(block).Outcome;
        Elections.Tick();
        return outcome;
    }

    public Vote VoteOf(AccountKey representative, Position position, Hash256 hash, bool final, long? timestamp = null)
    {
        Span<byte> seed = stackalloc byte[32];
        representative.CopySeed(seed);
        return VoteEncoding.Create(seed, position, hash, timestamp ?? Rig.Clock.NowNs, final);
    }

    void IElectionNetwork.Publish(Vote vote) => Outbox.Add(vote);

    void IElectionNetwork.PullVotes(Position position) => PulledVotes.Add(position);

    void IElectionNetwork.PullBlocks(IReadOnlyList<Hash256> hashes) => PulledBodies.AddRange(hashes);
}
