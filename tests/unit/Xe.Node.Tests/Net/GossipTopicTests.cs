using System.Text;
using Xe.Core.AccountDirectory;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Leases.Market;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Libp2p.Pubsub;
using Xe.Node.Net.Discovery;
using Xe.Node.Net.Gossip;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class GossipTopicTests : IDisposable
{
    private readonly TestLedger _ledger = new();

    private BlockTopic Blocks => new(_ledger.Decoder);

    private Block Sample => _ledger.MakeSend(TestLedger.Treasury, Address.Parse(new string('1', 64)), 5);

    [Fact]
    public void A_good_block_is_relayed_and_taken_in()
    {
        Block block = Sample;
        Assert.Equal(ValidationResult.Accept, Blocks.Validate(BlockMessage.ToBytes(block).Span, out Block? taken));
        Assert.Equal(block, taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("{\"block\":null}")]
    [InlineData("{\"block\":{}}")]
    [InlineData("{\"block\":7}")]
    [InlineData("{\"block\":{\"hash\":\"aa\",\"account\":\"bb\"}}")]
    public void What_no_version_could_have_sent_is_rejected(string message) =>
        Assert.Equal(ValidationResult.Reject, Blocks.Validate(Encoding.UTF8.GetBytes(message), out _));

    [Fact]
    public void Data_behind_the_message_is_rejected()
    {
        byte[] message = [.. BlockMessage.ToBytes(Sample).Span, (byte)'x'];
        Assert.Equal(ValidationResult.Reject, Blocks.Validate(message, out _));
    }

    [Fact]
    public void A_block_without_any_signature_is_rejected()
    {
        Assert.Equal(ValidationResult.Reject, Blocks.Validate(BlockMessage.ToBytes(Sample with { Signature = default }).Span, out _));
    }

    [Fact]
    public void A_hash_that_does_not_recompute_is_ignored_not_rejected()
    {
        string text = Encoding.UTF8.GetString(BlockMessage.ToBytes(Sample).Span);
        string newer = text.Replace("\"amount\":5", "\"amount\":6", StringComparison.Ordinal);
        Assert.Equal(ValidationResult.Ignore, Blocks.Validate(Encoding.UTF8.GetBytes(newer), out Block? taken));
        Assert.Null(taken);
    }

    [Fact]
    public void Work_that_does_not_suffice_is_rejected()
    {
        Block block = Sample;
        ulong nonce = 0;
        while (Xe.Core.Work.WorkValidator.IsValid(nonce, block.Hash.Value.Span, TestLedger.Pair.Rules.WorkDifficulty))
            nonce++;
        Assert.Equal(ValidationResult.Reject, Blocks.Validate(BlockMessage.ToBytes(block with { PowNonce = nonce }).Span, out _));
    }

    [Fact]
    public void A_block_with_members_this_build_does_not_know_is_relayed_but_not_taken_in()
    {
        string text = Encoding.UTF8.GetString(BlockMessage.ToBytes(Sample).Span);
        byte[] newer = Encoding.UTF8.GetBytes(text.Replace("\"type\":", "\"future\":1,\"type\":", StringComparison.Ordinal));
        Assert.Equal(ValidationResult.Accept, Blocks.Validate(newer, out Block? taken));
        Assert.Null(taken);
    }

    [Fact]
    public void A_multisig_block_is_relayed_and_taken_in()
    {
        Block block = Sample with { Signature = default, Signatures = [new BlockSignature(new string('a', 64), SignatureText.FromBytes(new byte[64]))] };
        Assert.Equal(ValidationResult.Accept, Blocks.Validate(BlockMessage.ToBytes(block).Span, out Block? taken));
        Assert.NotNull(taken);
    }

    [Fact]
    public void A_vote_counts_by_its_signature_alone()
    {
        byte[] seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        Vote vote = VoteEncoding.Create(seed, new Position(Address.Parse(new string('3', 64)), default), Hash256.Parse(new string('1', 64)), 1, isFinal: true);
        Assert.Equal(ValidationResult.Accept, VoteTopic.Validate(VoteJson.ToMessage(vote), out Vote? taken));
        Assert.Equal(vote.BlockHash, taken?.BlockHash);
        Assert.Equal(ValidationResult.Reject, VoteTopic.Validate(VoteJson.ToMessage(vote with { Timestamp = 2 }), out _));
        Assert.Equal(ValidationResult.Reject, VoteTopic.Validate(VoteJson.ToMessage(vote with { Signature = new byte[63] }), out _));
        Assert.Equal(ValidationResult.Reject, VoteTopic.Validate("{\"vote\":null}"u8, out _));
        // The weight is not signed and does not matter.
        Assert.Equal(ValidationResult.Accept, VoteTopic.Validate(VoteJson.ToMessage(vote with { Weight = 9 }), out _));
    }

    [Fact]
    public void State_chain_blocks_are_judged_by_their_form()
    {
        Assert.True(new StateBlockBuilder(_ledger.StateChain.Current).Set("app.x", "1").TryBuild(0, out StateBlock? unsigned, out _));
        Assert.Equal(ValidationResult.Reject, RecordTopics.ValidateStateBlock(StateBlockJson.ToMessage(unsigned), out _));
        StateBlock signed = unsigned with { Signatures = [new StateSignature("key", "signature")] };
        Assert.Equal(ValidationResult.Accept, RecordTopics.ValidateStateBlock(StateBlockJson.ToMessage(signed), out _));
        Assert.Equal(ValidationResult.Reject, RecordTopics.ValidateStateBlock(StateBlockJson.ToMessage(signed with { Hash = "x" }), out _));
    }

    [Fact]
    public void Registrations_are_verified_but_not_dated()
    {
        RecordTopics topics = new("testnet-0003");
        using AccountKey key = AccountKey.Generate();
        byte[] seed = new byte[32];
        key.CopySeed(seed);
        DirectoryRegistration old = RegistrationSigning.Create(seed, "x", 1, "testnet-0003");
        Assert.Equal(ValidationResult.Accept, topics.ValidateRegistration(RegistrationJson.ToBytes(old), out _));
        Assert.Equal(ValidationResult.Reject, topics.ValidateRegistration(RegistrationJson.ToBytes(old with { NodePeer = "y" }), out _));
        Assert.Equal(ValidationResult.Reject, new RecordTopics("other").ValidateRegistration(RegistrationJson.ToBytes(old), out _));
    }

    [Fact]
    public void A_marketplace_message_of_an_unknown_type_is_ignored()
    {
        RecordTopics topics = new("testnet-0003");
        Assert.Equal(ValidationResult.Ignore, topics.ValidateMarketplace("{\"type\":\"auction\"}"u8, out _));
        Assert.Equal(ValidationResult.Reject, topics.ValidateMarketplace("{\"type\":\"\"}"u8, out _));
        Assert.Equal(ValidationResult.Reject, topics.ValidateMarketplace("{\"type\":\"offer\"}"u8, out _));
        using AccountKey key = AccountKey.Generate();
        byte[] seed = new byte[32];
        key.CopySeed(seed);
        MarketplaceAdvertisement ad = MarketplaceSigning.Sign(new MarketplaceAdvertisement
        {
            Provider = key.Address.ToString(), ProviderPubKey = key.PublicKey.ToString(), Vcpus = 1, MemoryMb = 1, DiskGb = 1, Timestamp = 1,
        }, "testnet-0003", seed);
        Assert.Equal(ValidationResult.Accept, topics.ValidateMarketplace(MarketplaceJson.ToBytes(MarketplaceMessage.Of(ad)), out _));
    }

    [Fact]
    public void The_scores_of_the_specification_follow_from_the_settings()
    {
        // n recent invalid messages on xe/blocks cost 12.5 n²: six are beyond the graylist threshold, five are not.
        TopicScoreOptions blocks = GossipSettings.Topic(GossipSettings.BlockWeight);
        double graylist = GossipSettings.Router(_ => false).Scoring.GraylistThreshold;
        Assert.True(blocks.TopicWeight * blocks.InvalidMessageDeliveriesWeight * 36 < graylist);
        Assert.False(blocks.TopicWeight * blocks.InvalidMessageDeliveriesWeight * 25 < graylist);
        double best = TopicWeights.Sum() * (blocks.TimeInMeshWeight * blocks.TimeInMeshCap + blocks.FirstMessageDeliveriesWeight * blocks.FirstMessageDeliveriesCap);
        Assert.Equal(47.25, best, 6);
    }

    [Fact]
    public void The_rendezvous_key_of_the_test_network_is_the_published_one() => Assert.Equal(
        "1220639218e854592d9e67ed97b9eeb47efb2563aa2b26c9c8b9f88687a2994861e1", Convert.ToHexStringLower(RendezvousKey.Of("testnet-0003")));

    [Fact]
    public void A_waiting_block_comes_out_with_its_parent_and_the_room_is_bounded()
    {
        WaitingRoom room = new(capacity: 2);
        Hash256 missing = Hash256.Parse(new string('a', 64));
        Block first = Sample;
        Block[] more = [.. Enumerable.Range(1, 2).Select(i => _ledger.MakeSend(TestLedger.Treasury, Address.Parse(new string('2', 64)), (ulong)i))];
        room.Add(missing, first);
        room.Add(missing, first);
        Assert.Equal(1, room.Count);
        room.Add(missing, more[0]);
        room.Add(missing, more[1]);
        Assert.Equal(2, room.Count);
        Assert.Equal(more, room.Release(missing));
        Assert.Equal(0, room.Count);
        Assert.Empty(room.Release(missing));
    }

    [Fact]
    public async Task A_full_queue_drops_what_may_be_dropped_and_holds_up_what_may_not()
    {
        IngestQueue<int> queue = new(capacity: 1);
        Assert.True(queue.TryAdd(1));
        Assert.False(queue.TryAdd(2));
        Assert.Equal(1, queue.Dropped);
        ValueTask waiting = queue.AddAsync(3, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, await queue.Reader.ReadAsync());
        await waiting;
        Assert.Equal(3, await queue.Reader.ReadAsync());
    }

    [Fact]
    public void A_repeated_vote_is_dropped_for_a_fifth_of_a_second()
    {
        ManualClock clock = new();
        VoteFilter filter = new(clock);
        Vote vote = VoteEncoding.Create(new byte[32], new Position(Address.Parse(new string('3', 64)), default), Hash256.Parse(new string('1', 64)), 1, isFinal: false);
        Assert.True(filter.IsNew(vote));
        Assert.False(filter.IsNew(vote));
        Assert.True(filter.IsNew(vote with { IsFinal = true }));
        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.True(filter.IsNew(vote));
    }

    public void Dispose() => _ledger.Dispose();

    private static double[] TopicWeights =>
    [
        GossipSettings.BlockWeight, GossipSettings.VoteWeight, GossipSettings.StateChainWeight,
        GossipSettings.RecordWeight, GossipSettings.RecordWeight, GossipSettings.RecordWeight,
    ];
}
