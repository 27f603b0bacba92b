using Xe.Client.Http;

namespace Xe;

/// <summary>The node that this session talks to where a cmdlet names no other.</summary>
public sealed class NodeConnection
{
    internal NodeConnection(Uri apiUri, string? dataPath, string? token, bool skipCertificateCheck = false)
    {
        ApiUri = apiUri;
        DataPath = dataPath;
        Token = token;
        SkipCertificateCheck = skipCertificateCheck;
    }

    /// <summary>Where its API answers.</summary>
    public Uri ApiUri { get; }

    /// <summary>Its data directory, where it runs on this machine.</summary>
    public string? DataPath { get; }

    /// <summary>Whether a token is sent.</summary>
    public bool HasToken => Token is not null;

    /// <summary>Whether the node's TLS certificate is taken as it is.</summary>
    public bool SkipCertificateCheck { get; }

    internal string? Token { get; }

    internal XeClientOptions Options(TimeSpan timeout, int maxRetries) => new()
    {
        BaseUri = ApiUri,
        Token = Token,
        Timeout = timeout,
        MaxRetries = maxRetries,
        Handler = SkipCertificateCheck ? Untested() : null,
    };

    /// <inheritdoc />
    public override string ToString() => ApiUri.ToString();

    private static SocketsHttpHandler Untested()
    {
        SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false };
        // What the user asked for with -SkipCertificateCheck, for this one connection.
#pragma warning disable CA5359
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        return handler;
    }
}
