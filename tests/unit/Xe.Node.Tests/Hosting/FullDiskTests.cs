using System.Net;
using Xe.Core.Blocks;
using Xe.Core.Views;
using Xe.Node.Hosting;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Hosting;

/// <summary>A store that runs full ends the node, clearly and without loss.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int SmallStorePages = 400;

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "xe-node-full-" + Guid.NewGuid().ToString("n"));

    public void Dispose()
    {
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task What_was_acknowledged_before_the_store_ran_full_is_there_afterwards()
    {
        List<string> acknowledged = [];
        NodeOptions options = TestNode.Options with { DataDirectory = _directory };
        await using (TestNode node = await TestNode.StartAsync(options with { MaxStorePages = SmallStorePages }))
        {
            Answer? refused = null;
            while (refused is null)
            {
                Assert.True(acknowledged.Count < 50_000, "the store does not run full");
                WireBlock[] claims = [.. Enumerable.Range(0, 16).Select(_ => Wallet.New()).Select(w => w.Claim(ChainTip.Unopened(w.Address)))];
                Answer[] answers = await Task.WhenAll(claims.Select(node.PostAsync));
                acknowledged.AddRange(claims.Where((_, i) => answers[i].Status == HttpStatusCode.Created).Select(c => c.Hash));
                refused = answers.FirstOrDefault(a => a.Status != HttpStatusCode.Created);
            }
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.Equal("""{"error":"block rejected: the node cannot use its store","retryable":true}""" + "\n", refused.Text);
            string reason = await node.Node.Failed.WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Contains("the disk is full", reason, StringComparison.Ordinal);
            Assert.Contains("free some space", reason, StringComparison.Ordinal);
        }
        Assert.NotEmpty(acknowledged);

        await using TestNode again = await TestNode.StartAsync(options);
        foreach (string hash in acknowledged)
            Assert.Equal(HttpStatusCode.OK, (await again.SendAsync(HttpMethod.Get, "/blocks/" + hash, token: again.Node.ApiToken)).Status);
        Assert.True((await again.GetAsync("/supply", ViewsJson.Default.SupplyView)).Conserved);
    }
}
