using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Xe.Node.Observability;

namespace Xe.Node.Api;

/// <summary>The ops listener: metrics, liveness, readiness; no CORS, no rate limit, no token (spec 08 §13.3).</summary>
internal sealed class OpsHandler : RequestHandler
{
    private const int MaxScrapes = 4;
    private const string ExpositionType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly TimeSpan ScrapeLimit = TimeSpan.FromSeconds(10);

    private static readonly byte[] RootBody = Encoding.UTF8.GetBytes("""
        {
          "name": "xe-ops",
          "endpoints": [
            "GET /metrics",
            "GET /health",
            "GET /ready"
          ]
        }

        """.ReplaceLineEndings("\n"));

    private readonly RouteTable _routes;
    private readonly PrometheusExporter _exporter;
    private readonly ILogger _logger;
    private int _scrapes;

    public OpsHandler(HealthReporter health, PrometheusExporter exporter, ILogger<OpsHandler> logger)
    {
        (_exporter, _logger) = (exporter, logger);
        _routes = new RouteTable(
        [
            new("GET", "/", "This list", ApiAccess.Open, request => ApiResponses.BytesAsync(request.Http, RootBody, StatusCodes.Status200OK, "application/json")),
            new("GET", "/metrics", "Prometheus text exposition", ApiAccess.Open, Metrics),
            .. HealthRoutes.Create(health),
        ]);
    }

    public override async Task HandleAsync(HttpContext context)
    {
        string path = RequestPath.Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        ApiRoute? route = _routes.Find(context.Request.Method, path, out IReadOnlyList<string> arguments, out IReadOnlyList<string> allowed);
        if (route is not null)
        {
            await route.Handler(new ApiRequest(context, arguments, context.RequestAborted)).ConfigureAwait(false);
            return;
        }
        if (allowed.Count > 0)
            context.Response.Headers[HeaderNames.Allow] = string.Join(", ", allowed);
        await ApiResponses.TextAsync(
            context, allowed.Count > 0 ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound,
            allowed.Count > 0 ? "Method Not Allowed" : "404 page not found").ConfigureAwait(false);
    }

    private async Task Metrics(ApiRequest request)
    {
        if (Interlocked.Increment(ref _scrapes) > MaxScrapes)
        {
            Interlocked.Decrement(ref _scrapes);
            await ApiResponses.TextAsync(request.Http, StatusCodes.Status503ServiceUnavailable, "too many concurrent scrapes").ConfigureAwait(false);
            return;
        }
        // The place is given back by the scrape itself, which may outlast its limit.
        Task<string> scrape = Task.Run(() =>
        {
            try
            {
                return _exporter.Scrape();
            }
            finally
            {
                Interlocked.Decrement(ref _scrapes);
            }
        });
        try
        {
            string text = await scrape.WaitAsync(ScrapeLimit, request.Aborted).ConfigureAwait(false);
            await ApiResponses.BytesAsync(request.Http, Encoding.UTF8.GetBytes(text), StatusCodes.Status200OK, ExpositionType).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await ApiResponses.TextAsync(request.Http, StatusCodes.Status503ServiceUnavailable, "scrape took too long").ConfigureAwait(false);
        }
        catch (Exception e) when (!request.Http.RequestAborted.IsCancellationRequested)
        {
            _logger.RequestFailed(e, "GET", "/metrics");
            await ApiResponses.TextAsync(request.Http, StatusCodes.Status500InternalServerError, "a collector failed").ConfigureAwait(false);
        }
    }
}
