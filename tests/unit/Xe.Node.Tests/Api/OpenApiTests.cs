using System.Net;
using System.Text.Json;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

public sealed class OpenApiTests(SharedNode shared) : IClassFixture<SharedNode>
{
    // The copy in docs is renewed by a run with XE_UPDATE_DOCS=1.
    private const string UpdateVariable = "XE_UPDATE_DOCS";

    [Fact]
    public async Task The_document_describes_every_route()
    {
        Answer answer = await shared.Node.GetAsync("/openapi.json");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        JsonElement paths = answer.Json.GetProperty("paths");
        JsonElement manifest = (await shared.Node.GetAsync("/")).Json;
        foreach (JsonElement endpoint in manifest.GetProperty("endpoints").EnumerateArray())
        {
            string path = endpoint.GetProperty("path").GetString()!.Replace("...}", "}", StringComparison.Ordinal);
            JsonElement operation = paths.GetProperty(path).GetProperty(endpoint.GetProperty("method").GetString()!.ToLowerInvariant());
            Assert.True(operation.GetProperty("responses").TryGetProperty("default", out _));
            Assert.Equal(path.Count(c => c == '{'), operation.TryGetProperty("parameters", out JsonElement parameters)
                ? parameters.EnumerateArray().Count(p => p.GetProperty("in").GetString() == "path") : 0);
        }
        JsonElement node = paths.GetProperty("/node").GetProperty("get").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties");
        Assert.Equal("integer", node.GetProperty("total_delegated_weight").GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_copy_in_docs_is_the_one_the_node_serves()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Xe.Tools.sln")))
            root = Path.GetDirectoryName(root)!;
        string path = Path.Combine(root, "docs", "openapi.json");
        string served = (await shared.Node.GetAsync("/openapi.json")).Text;
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            await File.WriteAllTextAsync(path, served);
        Assert.True(served == await File.ReadAllTextAsync(path), $"docs/openapi.json is not up to date: run the tests with {UpdateVariable}=1");
    }
}
