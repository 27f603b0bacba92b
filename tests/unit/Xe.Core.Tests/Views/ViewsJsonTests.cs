using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Xe.Core.Blocks;
using Xe.Core.Leases;
using Xe.Core.Views;

namespace Xe.Core.Tests.Views;

public sealed class ViewsJsonTests
{
    [Fact]
    public void Node_view_has_the_members_of_the_spec_in_order()
    {
        string json = JsonSerializer.Serialize(new NodeView { NetworkId = "n", TotalDelegatedWeight = ulong.MaxValue }, ViewsJson.Default.NodeView);
        Assert.Equal(
            """{"id":"","address":"","public_key":"","version":"","network_id":"n","peers":[],"peer_count":0,"accounts":0,"block_count":0,"dropped_blocks":0,"delegation_underflows":0,"total_delegated_weight":18446744073709551615,"representatives":0,"finality_advances":0,"last_finality_ns":0,"pow_difficulty":"","chat_pow_difficulty":"","lease_timing":{"min_duration_secs":0,"settle_grace_ns":0,"force_settle_gap_ns":0,"escrow_expiry_ns":0,"archive_gap_ns":0,"max_attestation_skew_ns":0},"certificate":{"valid":false}}""",
            json);
    }

    [Fact]
    public void Pending_keys_are_capitalised()
    {
        string json = JsonSerializer.Serialize(new PendingView { Amount = ulong.MaxValue, Timestamp = long.MinValue }, ViewsJson.Default.PendingView);
        Assert.Equal("""{"SendHash":"","Source":"","Destination":"","Amount":18446744073709551615,"Asset":"","Timestamp":-9223372036854775808}""", json);
    }

    [Fact]
    public void Readiness_names_carry_their_units()
    {
        string json = JsonSerializer.Serialize(new ReadyView { FrontierFingerprint = "f" }, ViewsJson.Default.ReadyView);
        Assert.Equal(
            """{"status":"","ready":false,"checks":[],"peer_count":0,"delegated_weight_micro_xe":0,"active_representative_weight_micro_xe":0,"representatives":0,"active_representatives":0,"quorum_margin_ratio":0,"finality_stall_seconds":0,"finality_advances":0,"unfinalized_positions":0,"conflicts_open":0,"frontier_fingerprint":"f","sample_age_seconds":0}""",
            json);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"peers":null,"id":null,"lease_timing":null,"unknown":[1]}""")]
    public void Absent_and_null_members_read_as_empty(string json)
    {
        NodeView view = JsonSerializer.Deserialize(json, ViewsJson.Default.NodeView)!;
        Assert.Empty(view.Peers);
        Assert.Equal("", view.Id);
        Assert.Equal(0UL, view.LeaseTiming.MinDurationSecs);
        Assert.False(view.Certificate.Valid);
    }

    [Fact]
    public void Absent_maps_read_as_empty()
    {
        BalanceView view = JsonSerializer.Deserialize("""{"balances":null}""", ViewsJson.Default.BalanceView)!;
        Assert.Empty(view.Balances);
        Assert.Empty(view.Spendable);
    }

    [Fact]
    public void A_block_view_is_the_block_with_finalized_last()
    {
        WireBlock block = new() { Type = "send", Account = "aa", Previous = "0", Balance = ulong.MaxValue, Asset = "XE", Memo = "<&>", Hash = "bb", PowNonce = ulong.MaxValue };
        string json = JsonSerializer.Serialize(new BlockView(block, true), ViewsJson.Default.BlockView);
        Assert.Equal(BlockJson.ToText(block)[..^1] + ",\"finalized\":true}", json);
        BlockView read = JsonSerializer.Deserialize(json, ViewsJson.Default.BlockView)!;
        Assert.True(read.Finalized);
        Assert.Equal(BlockJson.ToText(block), BlockJson.ToText(read.Block));
    }

    [Fact]
    public void Lists_of_blocks_and_chains_round_trip()
    {
        WireBlock block = new() { Type = "send", Hash = "bb" };
        ChainView chain = new() { Address = "x", Total = 7, Blocks = [new BlockView(block, false)] };
        ChainView read = RoundTrip(chain, ViewsJson.Default.ChainView);
        Assert.Equal(7UL, read.Total);
        Assert.Equal("bb", Assert.Single(read.Blocks).Block.Hash);
        Assert.Equal("bb", Assert.Single(RoundTrip<IReadOnlyList<WireBlock>>([block], ViewsJson.Default.IReadOnlyListWireBlock)).Hash);
    }

    [Theory]
    [InlineData("""{"amount":18446744073709551616}""")]
    [InlineData("""{"amount":1.0}""")]
    [InlineData("""{"amount":"1"}""")]
    [InlineData("""[]""")]
    public void Blocks_that_do_not_decode_are_refused_with_a_json_exception(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, ViewsJson.Default.WireBlock));

    [Fact]
    public void A_score_keeps_all_its_bits()
    {
        PerformanceCertificate certificate = JsonSerializer.Deserialize("""{"score":0.1000000000000000055511151231257827}""", ViewsJson.Default.PerformanceCertificate)!;
        Assert.Equal(0.1, certificate.Score);
        Assert.Contains("\"score\":0.1,", JsonSerializer.Serialize(certificate, ViewsJson.Default.PerformanceCertificate), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_says_retryable_only_where_it_is_known()
    {
        Assert.Equal("""{"error":"x"}""", JsonSerializer.Serialize(new ErrorView { Error = "x" }, ViewsJson.Default.ErrorView));
        Assert.Equal("""{"error":"x","retryable":false}""", JsonSerializer.Serialize(new ErrorView { Error = "x", Retryable = false }, ViewsJson.Default.ErrorView));
    }

    private static T RoundTrip<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type)!;
}
