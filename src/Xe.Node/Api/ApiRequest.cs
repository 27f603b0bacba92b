using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Xe.Node.Api;

/// <summary>A request that found its route.</summary>
/// <param name="Http">The exchange.</param>
/// <param name="Arguments">What the template's names stand for, decoded, in order.</param>
/// <param name="Aborted">Fires when the client is gone or the deadline passed.</param>
internal readonly record struct ApiRequest(HttpContext Http, IReadOnlyList<string> Arguments, CancellationToken Aborted)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>The first argument.</summary>
    public string Argument => Arguments[0];

    /// <summary>A query parameter; "" where absent.</summary>
    public string Query(string name) => Http.Request.Query[name] is [string first, ..] ? first : "";

    /// <summary><c>limit</c>: default 100, at most 1000; what is no integer above 0 is ignored (spec 08 §2.6).</summary>
    public int Limit =>
        long.TryParse(Query("limit"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long limit) && limit > 0
            ? (int)Math.Min(limit, MaxLimit)
            : DefaultLimit;

    /// <summary><c>offset</c>: default 0; what is no integer from 0 on is ignored.</summary>
    public long Offset =>
        long.TryParse(Query("offset"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long offset) && offset >= 0
            ? offset
            : 0;

    /// <summary><c>start</c>: default 0; what is no unsigned integer is ignored.</summary>
    public ulong Start => ulong.TryParse(Query("start"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong start) ? start : 0;
}
