using System.Net;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Views;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

/// <summary>The read routes against the tables of spec 08 §6–§11.</summary>
public sealed class ReadRouteTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private const string BlockMembers =
        "type:s account:s previous:s balance:n timestamp:n asset:s representative:s? destination:s? amount:n? source:s? memo:s? keyset:o? signatures:a? pub_key:s? signature:s? hash:s pow_nonce:n?";

    private const string Unknown = "00000000000000000000000000000000000000000000000000000000000000aa";

    private TestNode Node => shared.Node;

    [Fact]
    public async Task The_manifest_lists_every_route_that_the_router_serves()
    {
        Answer answer = await Node.GetAsync("/");
        Shape.Check(answer.Json, "name:s version:s network_id:s? address:s node_id:s endpoints:a");
        Assert.Equal("xe", answer.Json.GetProperty("name").GetString());
        Assert.Contains("\n  \"version\"", answer.Text, StringComparison.Ordinal);
        foreach (JsonElement endpoint in answer.Json.GetProperty("endpoints").EnumerateArray())
        {
            Shape.Check(endpoint, "method:s path:s description:s");
            string path = endpoint.GetProperty("path").GetString()!;
            if (endpoint.GetProperty("method").GetString() != "GET" || path is "/events" or "/chat/events")
                continue;
            Answer served = await Node.GetAsync(path.Replace("{key...}", "sys.network_id", StringComparison.Ordinal).Replace("{index}", "0", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            Assert.NotEqual("404 page not found\n", served.Text);
            Assert.NotEqual(HttpStatusCode.MethodNotAllowed, served.Status);
        }
    }

    [Fact]
    public async Task Node_tells_identity_weights_and_parameters()
    {
        JsonElement node = (await Node.GetAsync("/node")).Json;
        Shape.Check(node, "id:s address:s public_key:s version:s network_id:s? peers:a peer_count:n accounts:n block_count:n dropped_blocks:n delegation_underflows:n total_delegated_weight:n representatives:n finality_advances:n last_finality_ns:n pow_difficulty:s chat_pow_difficulty:s lease_timing:o certificate:o");
        Shape.Check(node.GetProperty("lease_timing"), "min_duration_secs:n settle_grace_ns:n force_settle_gap_ns:n escrow_expiry_ns:n archive_gap_ns:n max_attestation_skew_ns:n");
        Shape.Check(node.GetProperty("certificate"), "valid:b hash:s? expires_at:n?");
        Assert.Equal("f000000000000000", node.GetProperty("pow_difficulty").GetString());
        Assert.Equal(42_000_000_000_000UL - 7_000_000, node.GetProperty("total_delegated_weight").GetUInt64());
        Assert.True(node.GetProperty("finality_advances").GetUInt64() >= 5);
        Assert.True(node.GetProperty("last_finality_ns").GetInt64() > 0);
        Assert.Equal(6, node.GetProperty("block_count").GetInt32());
        Assert.Equal(4, node.GetProperty("accounts").GetInt32());
    }

    [Fact]
    public async Task Accounts_are_sorted_by_address()
    {
        JsonElement[] accounts = [.. (await Node.GetAsync("/accounts")).Json.EnumerateArray()];
        Assert.Equal(4, accounts.Length);
        foreach (JsonElement account in accounts)
            Shape.Check(account, "address:s balance:n balances:o block_count:n frontier:s last_block_timestamp:n");
        string[] addresses = [.. accounts.Select(a => a.GetProperty("address").GetString()!)];
        Assert.Equal(addresses.Order(StringComparer.Ordinal), addresses);
    }

    [Fact]
    public async Task A_balance_tells_what_is_spendable()
    {
        Answer answer = await Node.GetAsync($"/accounts/{shared.Alice.Address}/balance");
        Shape.Check(answer.Json, "address:s balances:o spendable:o final_height:n");
        Assert.Equal($$$"""{"address":"{{{shared.Alice.Address}}}","balances":{"XE":7000000},"spendable":{"XE":7000000},"final_height":1}""" + "\n", answer.Text);
    }

    [Theory]
    [InlineData(Unknown)]
    [InlineData("nonsense")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000AA")]
    public async Task Unknown_accounts_are_empty_not_missing(string address)
    {
        Assert.Equal($$"""{"address":"{{address}}","balances":{},"spendable":{},"final_height":0}""" + "\n", (await Node.GetAsync($"/accounts/{address}/balance")).Text);
        Assert.Equal($$"""{"address":"{{address}}","total":0,"blocks":[]}""" + "\n", (await Node.GetAsync($"/accounts/{address}/chain")).Text);
        Assert.Equal($$"""{"address":"{{address}}","pending":[]}""" + "\n", (await Node.GetAsync($"/pending/{address}")).Text);
        Assert.Equal("[]\n", (await Node.GetAsync($"/conflicts/{address}")).Text);
        await ExpectError($"/accounts/{address}/keyset", HttpStatusCode.NotFound, "not a multisig account");
        await ExpectError($"/accounts/{address}/reputation", HttpStatusCode.NotFound, "no reputation activity");
        await ExpectError($"/blocks/{address}", HttpStatusCode.NotFound, "block not found");
        await ExpectError($"/leases/{address}", HttpStatusCode.NotFound, "lease not found");
        await ExpectError($"/certificate/{address}", HttpStatusCode.NotFound, "no certificate for provider");
        await ExpectError($"/certificate/hash/{address}", HttpStatusCode.NotFound, "no certificate with that hash");
    }

    [Fact]
    public async Task An_address_in_upper_case_finds_nothing()
    {
        string upper = shared.Alice.Address.ToString().ToUpperInvariant();
        Assert.Equal(0UL, (await Node.GetAsync($"/accounts/{upper}/chain", ViewsJson.Default.ChainView)).Total);
    }

    [Fact]
    public async Task A_chain_is_paged_from_its_oldest_block()
    {
        string path = $"/accounts/{shared.Bob.Address}/chain";
        Answer whole = await Node.GetAsync(path);
        Shape.Check(whole.Json, "address:s total:n blocks:a");
        ChainView chain = await Node.GetAsync(path, ViewsJson.Default.ChainView);
        Assert.Equal(2UL, chain.Total);
        Assert.Equal(["claim", "send"], chain.Blocks.Select(b => b.Block.Type));
        Shape.Check(whole.Json.GetProperty("blocks")[0], BlockMembers + " finalized:b");
        ChainView last = await Node.GetAsync($"{path}?offset={chain.Total - 1}&limit=1", ViewsJson.Default.ChainView);
        Assert.Equal(shared.Unreceived.Hash, Assert.Single(last.Blocks).Block.Hash);
        Assert.Empty((await Node.GetAsync(path + "?offset=99999999999999", ViewsJson.Default.ChainView)).Blocks);
        Assert.Single((await Node.GetAsync(path + "?limit=1", ViewsJson.Default.ChainView)).Blocks);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=x")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("offset=-1")]
    [InlineData("offset=x")]
    public async Task Bad_paging_values_are_ignored(string query) =>
        Assert.Equal(2, (await Node.GetAsync($"/accounts/{shared.Bob.Address}/chain?{query}", ViewsJson.Default.ChainView)).Blocks.Count);

    [Fact]
    public async Task A_multisig_account_shows_its_keyset()
    {
        Answer answer = await Node.GetAsync($"/accounts/{shared.Multisig}/keyset");
        Shape.Check(answer.Json, "keys:a threshold:n");
        Assert.Equal(2, answer.Json.GetProperty("threshold").GetInt32());
    }

    [Fact]
    public async Task Frontiers_name_the_last_block()
    {
        JsonElement[] frontiers = [.. (await Node.GetAsync("/frontiers")).Json.EnumerateArray()];
        foreach (JsonElement frontier in frontiers)
            Shape.Check(frontier, "account:s frontier:s block_type:s timestamp:n block_count:n representative:s?");
        JsonElement bob = frontiers.Single(f => f.GetProperty("account").GetString() == shared.Bob.Address.ToString());
        Assert.Equal(shared.Unreceived.Hash, bob.GetProperty("frontier").GetString());
        Assert.Equal("send", bob.GetProperty("block_type").GetString());
    }

    [Fact]
    public async Task Supply_is_conserved_and_accounted_for()
    {
        // A report is kept for two seconds.
        JsonElement supply = default;
        await TestNode.Eventually(async () => (supply = (await Node.GetAsync("/supply")).Json).GetProperty("blocks").GetInt64() == 6, "a fresh report");
        Shape.Check(supply, "genesis_supply:n assets:o accounts:n blocks:n leases:n pending:n conserved:b notes:a stable:b attempts:n computed_at:n duration_ms:n");
        foreach (JsonProperty asset in supply.GetProperty("assets").EnumerateObject())
            Shape.Check(asset.Value, "genesis:n minted:n emitted:n created:n burned:n escrow_burned:n stake_forfeited:n destroyed:n locked_stake:n balances:n in_flight:n observed:n accounted:n discrepancy:n conserved:b");
        Assert.True(supply.GetProperty("conserved").GetBoolean());
        Assert.Equal(400_000UL, supply.GetProperty("assets").GetProperty("XUSD").GetProperty("in_flight").GetUInt64());
        Assert.Equal(1_000_000UL, supply.GetProperty("assets").GetProperty("XUSD").GetProperty("observed").GetUInt64());
    }

    [Fact]
    public async Task Pendings_have_capitalised_keys()
    {
        const string Members = "SendHash:s Source:s Destination:s Amount:n Asset:s Timestamp:n";
        JsonElement all = (await Node.GetAsync("/pending")).Json;
        Shape.Check(Assert.Single(all.EnumerateArray()), Members);
        JsonElement own = (await Node.GetAsync($"/pending/{shared.Alice.Address}")).Json;
        Shape.Check(own, "address:s pending:a");
        JsonElement entry = Assert.Single(own.GetProperty("pending").EnumerateArray());
        Shape.Check(entry, Members);
        Assert.Equal(shared.Unreceived.Hash, entry.GetProperty("SendHash").GetString());
        Assert.Equal(400_000UL, entry.GetProperty("Amount").GetUInt64());
        Assert.Equal(shared.Unreceived.Timestamp, entry.GetProperty("Timestamp").GetInt64());
    }

    [Fact]
    public async Task A_block_is_served_with_finality_last()
    {
        Answer answer = await Node.GetAsync("/blocks/" + shared.Sent.Hash);
        Shape.Check(answer.Json, BlockMembers + " finalized:b");
        Assert.Equal(BlockJson.ToText(shared.Sent)[..^1] + ",\"finalized\":true}\n", answer.Text);
        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task Recent_blocks_are_newest_first_and_without_finality()
    {
        JsonElement[] recent = [.. (await Node.GetAsync("/blocks/recent")).Json.EnumerateArray()];
        Assert.Equal(6, recent.Length);
        long[] times = [.. recent.Select(b => b.GetProperty("timestamp").GetInt64())];
        Assert.Equal(times.OrderDescending(), times);
        Assert.All(recent.Where(b => b.GetProperty("type").GetString() != "genesis"), b => Shape.Check(b, BlockMembers));
        Assert.Single((await Node.GetAsync("/blocks/recent?limit=1&offset=3")).Json.EnumerateArray());
        JsonElement[] later = [.. (await Node.GetAsync($"/blocks/recent?since={shared.Sent.Timestamp}")).Json.EnumerateArray()];
        Assert.Equal(4, later.Length);
        await ExpectError("/blocks/recent?since=soon", HttpStatusCode.BadRequest, "since must be a unix nanosecond timestamp");
        await ExpectError("/blocks/recent?since=1.5", HttpStatusCode.BadRequest, "since must be a unix nanosecond timestamp");
    }

    [Fact]
    public async Task Delegation_sums_what_counts_for_quorum()
    {
        JsonElement delegation = (await Node.GetAsync("/delegation")).Json;
        Shape.Check(delegation, "weights:o total_weight:n ineligible_weights:o? ineligible_weight:n eligibility_restricted:b eligibility_failed_open:b");
        Assert.Equal(42_000_000_000_000UL - 7_000_000, delegation.GetProperty("total_weight").GetUInt64());
    }

    [Fact]
    public async Task Activations_and_readiness_have_no_nulls()
    {
        JsonElement activations = (await Node.GetAsync("/network/activations")).Json;
        Shape.Check(activations, "tip_index:n tip_timestamp:n features:a known_features:a gated_block_types:o unsupported_active:a unsupported_pending:a min_protocol_version:s? protocol_version:s");
        Assert.Equal("""["noop"]""", activations.GetProperty("known_features").GetRawText());
        Assert.Equal("1.0.0", activations.GetProperty("protocol_version").GetString());
        JsonElement readiness = (await Node.GetAsync("/network/readiness")).Json;
        Shape.Check(readiness, "total_weight:n feature_weight:o feature_ready_milli:o version_weight:a unknown_weight:n resolved_reps:n total_reps:n");
        Assert.Equal(1000UL, readiness.GetProperty("feature_ready_milli").GetProperty("noop").GetUInt64());
        Assert.Equal(1, readiness.GetProperty("resolved_reps").GetInt32());
    }

    [Fact]
    public async Task The_state_chain_is_readable_by_index_key_and_prefix()
    {
        Answer tip = await Node.GetAsync("/statechain/tip");
        Assert.Equal(tip.Text, (await Node.GetAsync("/statechain/blocks/0")).Text);
        Shape.Check(tip.Json, "index:n prev_hash:s ops:a signatures:a hash:s timestamp:n");
        Assert.Equal(0UL, tip.Json.GetProperty("index").GetUInt64());
        JsonElement blocks = (await Node.GetAsync("/statechain/blocks?start=0&limit=5")).Json;
        Shape.Check(blocks, "blocks:a block_count:n");
        Assert.Equal(1, blocks.GetProperty("blocks").GetArrayLength());
        Assert.Equal("[]", (await Node.GetAsync("/statechain/blocks?start=1")).Json.GetProperty("blocks").GetRawText());
        await ExpectError("/statechain/blocks/1", HttpStatusCode.NotFound, "block not found");
        await ExpectError("/statechain/blocks/-1", HttpStatusCode.BadRequest, "invalid index");
        await ExpectError("/statechain/blocks/x", HttpStatusCode.BadRequest, "invalid index");

        Shape.Check((await Node.GetAsync("/statechain/keyset")).Json, "keys:a threshold:n");
        JsonElement value = (await Node.GetAsync("/statechain/kv/sys.network_id")).Json;
        Assert.Equal(Node.Node.Core.Genesis.NetworkId, value.GetProperty("value").GetString());
        await ExpectError("/statechain/kv/absent/with/slashes", HttpStatusCode.NotFound, "key not found");
        await ExpectError("/statechain/kv/", HttpStatusCode.BadRequest, "missing key");
        JsonElement keys = (await Node.GetAsync("/statechain/kv?prefix=sys.&limit=2")).Json;
        Assert.Equal(2, keys.EnumerateObject().Count());
        Assert.All(keys.EnumerateObject(), k => Assert.StartsWith("sys.", k.Name, StringComparison.Ordinal));
        Assert.Equal("{}\n", (await Node.GetAsync("/statechain/kv?offset=1000000")).Text);
    }

    [Fact]
    public async Task Empty_collections_are_written_as_such()
    {
        Assert.Equal("[]\n", (await Node.GetAsync("/conflicts")).Text);
        Assert.Equal("[]\n", (await Node.GetAsync("/leases")).Text);
        Assert.Equal("[]\n", (await Node.GetAsync("/providers")).Text);
        Assert.Equal("{}\n", (await Node.GetAsync("/reputation")).Text);
        Assert.Equal("[]\n", (await Node.GetAsync("/accounts?offset=50")).Text);
        foreach (string state in (string[])["created", "accepted", "settled", "cancelled", "unfulfilled", "expired"])
            Assert.Equal("[]\n", (await Node.GetAsync("/leases?state=" + state)).Text);
        await ExpectError("/leases?state=lost", HttpStatusCode.BadRequest, "invalid state: must be one of created, accepted, settled, cancelled, unfulfilled");
        await ExpectError("/certificate", HttpStatusCode.NotFound, "no performance certificate");
    }

    [Fact]
    public async Task Health_and_readiness_pass_on_a_standalone_node()
    {
        Answer health = await Node.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.Status);
        Shape.Check(health.Json, "status:s ok:b version:s? network_id:s? node_id:s? uptime_seconds:f checks:a note:s");
        Assert.Equal("no-store", health.Headers["Cache-Control"]);
        Assert.Equal(["serving", "sampler_alive", "store_readable"], health.Json.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()));

        Answer ready = await Node.GetAsync("/ready");
        Assert.True(ready.Status == HttpStatusCode.OK, ready.Text);
        Shape.Check(ready.Json, "status:s ready:b checks:a peer_count:n delegated_weight_micro_xe:n active_representative_weight_micro_xe:n representatives:n active_representatives:n quorum_margin_ratio:f finality_stall_seconds:f finality_advances:n unfinalized_positions:n conflicts_open:n frontier_fingerprint:s? sample_age_seconds:f");
        Assert.Equal(
            ["live", "sample_present", "sample_fresh", "peers", "synced", "delegated_weight", "quorum_reachable", "finality_advancing"],
            ready.Json.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal("no-store", ready.Headers["Cache-Control"]);
    }

    private async Task ExpectError(string path, HttpStatusCode status, string error)
    {
        Answer answer = await Node.GetAsync(path);
        Assert.Equal((status, error), (answer.Status, answer.Error));
        Shape.Check(answer.Json, "error:s");
    }
}
