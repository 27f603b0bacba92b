using System.CommandLine;
using System.Text.Json;
using Xe.Tool.Bench;

namespace Xe.Tool.Tests.Bench;

public sealed class BenchCommandTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Json_gives_one_object_per_measure_with_own_peer_ratio_and_bar()
    {
        Assert.Equal(0, Run("bench", "--json", "--only", "good"));
        JsonElement[] results = [.. _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["good-one", "good-two"], results.Select(result => result.GetProperty("name").GetString()));
        Assert.Equal(90, results[0].GetProperty("own").GetDouble());
        Assert.Equal(100, results[0].GetProperty("peer").GetDouble());
        Assert.Equal(0.9, results[0].GetProperty("ratio").GetDouble());
        Assert.Equal("things/s", results[0].GetProperty("unit").GetString());
        Assert.Equal("by hand", results[0].GetProperty("how").GetString());
        Assert.True(results[0].GetProperty("met").GetBoolean());
        Assert.False(results[1].GetProperty("met").GetBoolean());
        Assert.Contains("good", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good,nope")]
    [InlineData("nope")]
    [InlineData(",")]
    public void An_unknown_name_is_a_usage_error_that_lists_the_names(string only)
    {
        Assert.Equal(2, Run("bench", "--only", only));
        Assert.Empty(_output.ToString());
        foreach (string name in (string[])["good", "bad", "long"])
            Assert.Contains(name, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_may_be_separated_by_commas_and_repeated()
    {
        Assert.Equal(0, Run("bench", "--only", "long,good", "--only", "good"));
        Assert.Equal(3, _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("at most 1.3: met", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_bench_fails_the_run_but_not_the_others()
    {
        Assert.Equal(1, Run("bench"));
        Assert.Contains("no peer here", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("good-two", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("long", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalogue_has_every_measure_once()
    {
        string[] names = [.. BenchCatalogue.All.Select(bench => bench.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        foreach (string name in (string[])["verify", "work", "store", "ingest", "ingest-scale"])
            Assert.Contains(name, names);
    }

    private int Run(params string[] args)
    {
        var root = new RootCommand { BenchCommand.Create([new Bad(), new Good(), new Long()]) };
        return root.Parse(args).Invoke(new InvocationConfiguration { Output = _output, Error = _error });
    }

    private sealed class Good : IBench
    {
        public string Name => "good";

        public string Summary => "two results";

        public IEnumerable<BenchResult> Run(BenchRun run) =>
        [
            new("good-one", 90, 100, "things/s", "by hand") { AtLeast = 0.9 },
            new("good-two", 89, 100, "things/s", "by hand") { AtLeast = 0.9 },
        ];
    }

    private sealed class Bad : IBench
    {
        public string Name => "bad";

        public string Summary => "throws";

        public IEnumerable<BenchResult> Run(BenchRun run) => throw new InvalidOperationException("no peer here");
    }

    private sealed class Long : IBench
    {
        public string Name => "long";

        public string Summary => "only when named";

        public bool IsLong => true;

        public IEnumerable<BenchResult> Run(BenchRun run) => [new("long", 1.2, 1, "s", "by hand") { AtMost = 1.3 }];
    }
}
