using Xe.Client.Http;

namespace Xe.Client.Nodes;

/// <summary>A node to talk to.</summary>
/// <param name="BaseUri">Base of its API.</param>
/// <param name="Token">Its token; null where none is known.</param>
/// <param name="DataDirectory">Its data directory, where it was found through it.</param>
public sealed record NodeEndpoint(Uri BaseUri, string? Token, string? DataDirectory)
{
    /// <summary>Environment variable with the URL of a node's API (spec 09 §2).</summary>
    public const string NodeVariable = "XE_NODE";

    /// <summary>Environment variable with the data directory of a node.</summary>
    public const string DataVariable = "XE_DATA";

    /// <summary>Environment variable with the token of a node whose data directory is not at hand.</summary>
    public const string TokenVariable = "XE_TOKEN";

    /// <summary>The data directory a node uses where none is named.</summary>
    public const string DefaultDataDirectory = "./data";

    /// <summary>Finds the node that is meant, in this order: the URL, the data directory, <c>XE_NODE</c>, <c>XE_DATA</c>,
    /// <c>./data</c>. A node on this machine is known by the <c>node.json</c> of its data directory, which also gives the token.
    /// Blocks are never sent to a public node that nobody named.</summary>
    /// <exception cref="XeException">"node_not_running" where the data directory has no running node, "node_unknown" where
    /// nothing names one.</exception>
    public static NodeEndpoint Resolve(string? url = null, string? dataDirectory = null)
    {
        url = NullIfEmpty(url);
        dataDirectory = NullIfEmpty(dataDirectory);
        if (url is null && dataDirectory is null)
        {
            url = NullIfEmpty(Environment.GetEnvironmentVariable(NodeVariable));
            dataDirectory = NullIfEmpty(Environment.GetEnvironmentVariable(DataVariable));
        }
        if (url is not null)
            return OfUrl(url, dataDirectory);
        if (dataDirectory is not null)
            return OfDirectory(new NodeDirectory(dataDirectory));
        NodeDirectory standard = new(DefaultDataDirectory);
        return standard.ReadRunning() is null
            ? throw new XeException(
                XeErrors.NodeUnknown,
                "which node? None runs on ./data: start one with 'dotnet xe node start', or name one with --node URL or --data DIR (XE_NODE, XE_DATA)")
            : OfDirectory(standard);
    }

    /// <summary>A client of the node.</summary>
    public XeClient CreateClient(TimeSpan? timeout = null)
    {
        XeClientOptions options = new() { BaseUri = BaseUri, Token = Token };
        return new XeClient(timeout is { } limit ? options with { Timeout = limit } : options);
    }

    private static NodeEndpoint OfUrl(string url, string? dataDirectory)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            throw new XeException(XeErrors.BadValue, $"the node's URL must start with http:// or https://, got {Core.GoQuote.Quote(url)}");
        NodeDirectory directory = new(dataDirectory ?? DefaultDataDirectory);
        // A token belongs to one node: it is sent only where the URL is that node's, or the caller named both.
        string? token = NullIfEmpty(Environment.GetEnvironmentVariable(TokenVariable));
        if (token is null && (dataDirectory is not null || IsApiOf(directory, uri)))
            token = directory.ReadToken();
        return new NodeEndpoint(uri, token, null);
    }

    private static NodeEndpoint OfDirectory(NodeDirectory directory)
    {
        Core.Views.NodeFile file = directory.ReadRunning()
            ?? throw new XeException(XeErrors.NodeNotRunning, $"no node runs on {directory.Path} — start one with: dotnet xe node start --data {directory.Path}");
        return file.ApiUrl is { } api && Uri.TryCreate(api, UriKind.Absolute, out Uri? uri)
            ? new NodeEndpoint(uri, directory.ReadToken(), directory.Path)
            : throw new XeException(XeErrors.NodeUnknown, $"the node on {directory.Path} runs without an API");
    }

    private static bool IsApiOf(NodeDirectory directory, Uri uri) =>
        directory.ReadRunning()?.ApiUrl is { } api && Uri.TryCreate(api, UriKind.Absolute, out Uri? known) && known.Authority == uri.Authority;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
