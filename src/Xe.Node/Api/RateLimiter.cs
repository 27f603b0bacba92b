using System.Net;
using Microsoft.AspNetCore.Http;

namespace Xe.Node.Api;

/// <summary>The three rate classes and the client they are counted for (spec 08 §2.3).</summary>
internal sealed class RateLimiter(TimeProvider clock)
{
    private readonly TokenBuckets _write = new(10, 50, clock);
    private readonly TokenBuckets _probe = new(20, 100, clock);
    private readonly TokenBuckets _read = new(200, 1000, clock);

    /// <summary>Takes a token of the request's class; false = too many.</summary>
    public bool TryTake(HttpContext http, string path)
    {
        TokenBuckets buckets = http.Request.Method == HttpMethods.Post ? _write : path is "/health" or "/ready" ? _probe : _read;
        return buckets.TryTake(ClientOf(http));
    }

    /// <summary>Whom a request counts for: the socket's address; behind a proxy on this machine the last hop it named.
    /// Forwarding headers of others are theirs to invent.</summary>
    internal static string ClientOf(HttpContext http)
    {
        IPAddress? remote = http.Connection.RemoteIpAddress;
        if (remote is { IsIPv4MappedToIPv6: true })
            remote = remote.MapToIPv4();
        string address = remote?.ToString() ?? "";
        if (remote is null || !IPAddress.IsLoopback(remote))
            return address;
        string forwarded = http.Request.Headers["X-Forwarded-For"].ToString();
        if (forwarded.Length > 0 && forwarded[(forwarded.LastIndexOf(',') + 1)..].Trim() is { Length: > 0 } hop)
            return hop;
        return http.Request.Headers["X-Real-IP"].ToString().Trim() is { Length: > 0 } real ? real : address;
    }
}
