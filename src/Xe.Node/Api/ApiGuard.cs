using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Xe.Node.Api;

/// <summary>Who may do what (architecture §7, spec 08 §4.1). Every check comes before a body is read.</summary>
internal sealed class ApiGuard
{
    private readonly ApiSettings _settings;
    private readonly byte[] _token;
    private readonly byte[] _adminToken;

    public ApiGuard(ApiSettings settings)
    {
        _settings = settings;
        _token = Encoding.UTF8.GetBytes(settings.Token);
        _adminToken = Encoding.UTF8.GetBytes(settings.AdminToken ?? "");
    }

    /// <summary>The origin told to browsers.</summary>
    public string CorsOrigin => _settings.CorsOrigin.Length > 0 ? _settings.CorsOrigin : "http://localhost:3000";

    /// <summary>True where the request carries the data directory's token.</summary>
    public bool IsOwner(HttpContext http) => Bearer(http) is { } given && FixedEquals(given, _token);

    /// <summary>In private mode: a page of a foreign name that resolves to this machine must not reach the node. Null = may.</summary>
    public string? CheckHost(HttpContext http)
    {
        if (!_settings.IsPrivate)
            return null;
        HostString host = http.Request.Host;
        return host.HasValue && (IsLocal(host.Host, http) || _settings.Hosts.Contains(host.Host, StringComparer.OrdinalIgnoreCase))
            ? null
            : "host not allowed: this node answers to local names only";
    }

    /// <summary>What a route asks of its caller. Null = may.</summary>
    public (int Status, string Error)? Check(HttpContext http, ApiAccess access)
    {
        switch (access)
        {
            case ApiAccess.Owner when !IsOwner(http):
                return (StatusCodes.Status401Unauthorized, "this route needs the token of the node's data directory (api.token)");
            case ApiAccess.Operator:
                return CheckOperator(http);
            case ApiAccess.Write when _settings.IsPrivate && !IsOwner(http):
                return (StatusCodes.Status401Unauthorized, "this node is private: writes need the token of its data directory (api.token)");
            default:
                break;
        }
        if (!_settings.IsPrivate || access == ApiAccess.Open || http.Request.Method != HttpMethods.Post)
            return null;
        if (!IsOwnOrigin(http))
            return (StatusCodes.Status403Forbidden, "origin not allowed");
        return IsJson(http) ? null : (StatusCodes.Status415UnsupportedMediaType, "content type must be application/json");
    }

    private (int Status, string Error)? CheckOperator(HttpContext http)
    {
        if (IsOwner(http))
            return null;
        if (_adminToken.Length == 0)
            return (StatusCodes.Status403Forbidden, "operator endpoint disabled: no admin token configured (set XE_API_ADMIN_TOKEN)");
        return Bearer(http) is { } given && FixedEquals(given, _adminToken)
            ? null
            : (StatusCodes.Status401Unauthorized, "invalid or missing admin token");
    }

    private static string? Bearer(HttpContext http)
    {
        const string Prefix = "Bearer ";
        string header = http.Request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith(Prefix, StringComparison.Ordinal) ? header[Prefix.Length..] : null;
    }

    // Hashed first: neither content nor length shows in the time it takes.
    private static bool FixedEquals(string given, byte[] expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(expected));

    private static bool IsLocal(string host, HttpContext http)
    {
        string plain = host is ['[', .. var inner, ']'] ? inner : host;
        if (plain.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        // Addresses name no one: only names can be pointed elsewhere.
        return IPAddress.TryParse(plain, out IPAddress? address)
            && (IPAddress.IsLoopback(address) || address.Equals(http.Connection.LocalIpAddress));
    }

    private bool IsOwnOrigin(HttpContext http)
    {
        string origin = http.Request.Headers[HeaderNames.Origin].ToString();
        if (origin.Length == 0 || CorsOrigin == "*" || origin == CorsOrigin)
            return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.Authority == http.Request.Host.Value;
    }

    private static bool IsJson(HttpContext http)
    {
        return MediaTypeHeaderValue.TryParse(http.Request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
