using System.Globalization;
using System.Net;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Node.Observability;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

/// <summary>The ops listener and the metrics (spec 08 §13.3, 10 §1).</summary>
public sealed class OpsTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static readonly string[] Families =
    [
        "xe_build_info", "xe_healthy", "xe_ready", "xe_ready_check", "xe_ready_check_evaluated", "xe_sample_age_seconds",
        "xe_delegated_weight_micro_xe", "xe_delegated_weight_ratio", "xe_ineligible_weight_micro_xe", "xe_rep_eligibility_restricted",
        "xe_rep_eligibility_failed_open", "xe_representatives_total", "xe_active_representatives_total", "xe_active_representative_weight_micro_xe",
        "xe_quorum_margin_ratio", "xe_finality_stall_seconds", "xe_unfinalized_positions", "xe_final_height_sum", "xe_finalizations_total",
        "xe_finality_advances_total", "xe_finality_latency_seconds", "xe_conflicts_open", "xe_delegation_underflows", "xe_accounts_total",
        "xe_blocks_total", "xe_pending_sends", "xe_supply_micro_units", "xe_supply_conserved", "xe_supply_discrepancy_micro_units",
        "xe_frontier_fingerprint", "xe_store_size_bytes", "xe_peer_count", "xe_quarantined_blocks", "xe_blocks_quarantined_total",
        "xe_sync_rounds_total", "xe_votes_ingested_total", "xe_blocks_added_total", "xe_dropped_blocks_total", "xe_certificate_valid",
    ];

    [Fact]
    public async Task Every_family_exists_with_help_and_type_at_the_first_scrape()
    {
        await using TestNode node = await TestNode.StartAsync();
        string text = await Scrape(node);
        foreach (string family in Families)
        {
            Assert.Contains($"# HELP {family} ", text, StringComparison.Ordinal);
            Assert.Contains($"# TYPE {family} ", text, StringComparison.Ordinal);
        }
        Assert.Contains($"xe_build_info{{version=\"{NodeVersion.Build}\",network_id=\"{node.Node.Core.Genesis.NetworkId}\",role=\"node\"}} 1\n", text, StringComparison.Ordinal);
        foreach (string check in HealthReporter.CheckNames)
            Assert.Contains($"xe_ready_check_evaluated{{check=\"{check}\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("xe_sync_rounds_total{result=\"failed\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("xe_blocks_added_total{source=\"gossip_rejected\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("xe_finality_latency_seconds_bucket{le=\"0.5\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("xe_supply_conserved{asset=\"XE\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("xe_supply_micro_units{asset=\"XE\"} 42000000000000\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Node.Core.Key.Address.ToString(), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counters_follow_what_became_final()
    {
        string text = await Scrape(shared.Node);
        // Five blocks besides the genesis, which is not counted.
        Assert.Equal(5, Value(text, "xe_finalizations_total"));
        Assert.Equal(5, Value(text, "xe_finality_latency_seconds_count"));
        Assert.Equal(5, Value(text, "xe_finality_latency_seconds_bucket{le=\"+Inf\"}"));
        Assert.True(Value(text, "xe_finality_advances_total") is >= 4 and <= 5);
    }

    [Fact]
    public async Task The_ops_listener_has_no_cors_and_no_other_routes()
    {
        Answer root = await Get(shared.Node, "/");
        Assert.Equal("xe-ops", root.Json.GetProperty("name").GetString());
        Assert.Equal(["GET /metrics", "GET /health", "GET /ready"], root.Json.GetProperty("endpoints").EnumerateArray().Select(e => e.GetString()));
        Assert.False(root.Headers.ContainsKey("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(shared.Node, "/node")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Get(shared.Node, "/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Get(shared.Node, "/ready")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Node.GetAsync("/metrics")).Status);
    }

    [Fact]
    public void The_fingerprint_is_the_one_of_the_published_vector()
    {
        Xe.Core.Ledger.AccountState State(char account, char frontier, ulong height) => new()
        {
            Account = Address.Parse(new string(account, 64)),
            Frontier = Hash256.Parse(new string(frontier, 64)),
            Height = height,
            LastTimestamp = 0,
        };
        string fingerprint = FrontierFingerprint.Of([State('2', 'b', 1), State('1', 'a', 3)]);
        Assert.Equal("4df73bebf61ba767", fingerprint);
        Assert.Equal(1371588121289146, FrontierFingerprint.Gauge(fingerprint));
    }

    private static double Value(string text, string series) => double.Parse(
        text.Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);

    private static async Task<string> Scrape(TestNode node)
    {
        Answer answer = await Get(node, "/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Text;
    }

    private static async Task<Answer> Get(TestNode node, string path)
    {
        using HttpResponseMessage response = await node.Http.GetAsync(new Uri(node.Node.OpsUrl!, path));
        return await Answer.OfAsync(response);
    }
}
