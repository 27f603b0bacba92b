using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Tests.Ledger.Support;

namespace Xe.Core.Tests.Ledger;

/// <summary>The steps of spec 03 §5 that need no state, and the order of those that do.</summary>
public sealed class PipelineTests
{
    private const long Hour = StatelessCheck.TimestampWindowNs;

    [Theory]
    [InlineData(1_000, 1_000, null)]
    [InlineData(0, Hour, null)]
    [InlineData(2 * Hour, Hour, null)]
    [InlineData(0, Hour + 1, "block timestamp out of range: delta=1h0m0.000000001s")]
    [InlineData(2 * Hour + 1, Hour, "block timestamp out of range: delta=1h0m0.000000001s")]
    [InlineData(-1, 0, "block timestamp must not be negative")]
    [InlineData(long.MinValue, long.MaxValue, "block timestamp must not be negative")]
    public void The_clock_window_is_an_hour_to_either_side_inclusive(long timestamp, long now, string? text)
    {
        Rejection? refused = StatelessCheck.CheckTimestamp(timestamp, now);
        Assert.Equal(text, refused?.Text);
        Assert.False(refused?.Retryable ?? false);
    }

    [Fact]
    public void Work_below_the_difficulty_is_refused_and_difficulty_zero_asks_for_none()
    {
        var rig = new Rig();
        Block block = rig.Burn(rig.Funded(10), 1);
        Assert.Equal("invalid proof of work", StatelessCheck.Check(block, NetworkRules.Public with { WorkDifficulty = ulong.MaxValue })!.Text);
        Assert.Null(StatelessCheck.Check(block, NetworkRules.Public with { WorkDifficulty = 0 }));
    }

    [Fact]
    public void More_than_twenty_attestations_are_refused_where_the_type_keeps_them_and_dropped_elsewhere()
    {
        var decoder = new BlockDecoder("rig", NetworkRules.Public with { WorkDifficulty = 0 });
        var signer = new BlockSigner("rig", NetworkRules.Public with { WorkDifficulty = 0 });
        var rig = new Rig();
        AccountKey key = rig.Key(10);
        TimekeeperAttestation[] many = [.. Enumerable.Range(0, 21).Select(i => new TimekeeperAttestation(rig.Key(100 + i).PublicKey.ToString(), i, ""))];
        var builder = new BlockBuilder(new TestClock());
        ChainTip tip = new(key.Address, new Hash256(new byte[32].Select(_ => (byte)1).ToArray()), 100, 100, 0);

        WireBlock settle = builder.LeaseSettle(tip, default, 5, many);
        Assert.Null(signer.Sign(settle, key));
        Assert.False(decoder.TryDecode(settle, out _, out Rejection? refused));
        Assert.Equal("too many attestations: 21 exceeds max 20", refused.Text);

        WireBlock burn = builder.Burn(tip, 5);
        Assert.Null(signer.Sign(burn, key));
        burn.Attestations = many;
        Assert.True(decoder.TryDecode(burn, out Block? block, out refused), refused?.Text);
        Assert.Empty(block.Attestations);
    }

    [Fact]
    public void A_known_block_is_success_before_anything_else_is_asked()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10);
        Block block = rig.Must(rig.Burn(key, 1));
        int before = rig.Writer.Log.Count;
        Assert.Equal(AddOutcome.Duplicate, rig.Add(block with { Signature = SignatureText.FromBytes(new byte[64]) }).Outcome);
        Assert.Equal(before, rig.Writer.Log.Count);
    }

    [Fact]
    public void A_type_that_is_unknown_here_may_be_known_tomorrow()
    {
        var decoder = new BlockDecoder("rig", NetworkRules.Public);
        Assert.False(decoder.TryDecode(new WireBlock { Type = "teleport" }, out _, out Rejection? refused));
        Assert.Equal("verify: verify: HashBlock: MarshalBlock: unknown block type \"teleport\"", refused.Text);
        Assert.True(refused.Retryable);
    }

    [Fact]
    public void A_range_is_judged_in_order_and_each_block_answered()
    {
        var rig = new Rig();
        AccountKey key = rig.Funded(10);
        Block first = rig.Burn(key, 1);
        Block second = rig.Sign(key, first with { Previous = first.Hash, Balance = first.Balance - 1 });
        Block bad = rig.Burn(key, 2_000_000);
        AddResult[] results = new AddResult[4];
        rig.Ledger.AddRange([new CheckedBlock(first), new CheckedBlock(bad), new CheckedBlock(second), new CheckedBlock(first)], results, synced: true);
        Assert.Equal([AddOutcome.Added, AddOutcome.Rejected, AddOutcome.Added, AddOutcome.Duplicate], results.Select(r => r.Outcome));
    }
}
