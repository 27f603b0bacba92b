using Microsoft.AspNetCore.Http;
using Xe.Core.Views;
using Xe.Node.Observability;

namespace Xe.Node.Api;

/// <summary>Liveness and readiness, on the API and on the ops listener (spec 08 §13).</summary>
internal static class HealthRoutes
{
    public static IEnumerable<ApiRoute> Create(HealthReporter health) =>
    [
        new("GET", "/health", "Liveness", ApiAccess.Open, request => Health(request, health)) { Group = "operations" },
        new("GET", "/ready", "Readiness", ApiAccess.Open, request => Ready(request, health)) { Group = "operations" },
    ];

    private static Task Health(ApiRequest request, HealthReporter health)
    {
        HealthView view = health.Health();
        return Answer(request, view.Ok, status => request.JsonAsync(view, ApiResponses.Indented.HealthView, status));
    }

    private static Task Ready(ApiRequest request, HealthReporter health)
    {
        ReadyView view = health.Ready();
        return Answer(request, view.Ready, status => request.JsonAsync(view, ApiResponses.Indented.ReadyView, status));
    }

    private static Task Answer(ApiRequest request, bool isWell, Func<int, Task> write)
    {
        request.Http.Response.Headers.CacheControl = "no-store";
        return write(isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
