namespace Xe.Node.Api;

/// <summary>How the API is served.</summary>
public sealed record ApiSettings
{
    /// <summary>Writes and costly routes need the token, only local host names are answered, writes are JSON (architecture §7).</summary>
    public required bool IsPrivate { get; init; }

    /// <summary>The data directory's token.</summary>
    public required string Token { get; init; }

    /// <summary>Another token for operator routes; null or "" = none (spec 08 §4.1).</summary>
    public string? AdminToken { get; init; }

    /// <summary>Origin told to browsers; "" = <c>http://localhost:3000</c> (spec 08 §2.2).</summary>
    public string CorsOrigin { get; init; } = "";

    /// <summary>Further host names answered in private mode, without port.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
