using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Xe.Core.Storage;
using Xe.Node.Observability;

namespace Xe.Node.Api;

/// <summary>The API listener: CORS, rate limit, router, in the order of spec 08 §2.1.</summary>
internal sealed class ApiHandler(RouteTable routes, ApiGuard guard, TimeProvider clock, ILogger<ApiHandler> logger, CancellationToken stopping) : RequestHandler
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly RateLimiter _limiter = new(clock);

    public override async Task HandleAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = guard.CorsOrigin;
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "Content-Type, Authorization";
        headers.AccessControlMaxAge = "3600";
        if (context.Request.Method == HttpMethods.Options)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        string path = RequestPath.Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        // The owner's own tools are not strangers to be held off.
        if (!guard.IsOwner(context) && !_limiter.TryTake(context, path))
        {
            await ApiResponses.ErrorAsync(context, StatusCodes.Status429TooManyRequests, "rate limit exceeded").ConfigureAwait(false);
            return;
        }
        await RouteAsync(context, path).ConfigureAwait(false);
    }

    private Task RouteAsync(HttpContext context, string path)
    {
        if (guard.CheckHost(context) is { } refused)
            return ApiResponses.ErrorAsync(context, StatusCodes.Status403Forbidden, refused);
        string cleaned = RequestPath.Clean(path);
        if (!ReferenceEquals(cleaned, path))
        {
            context.Response.Headers.Location = cleaned + context.Request.QueryString.ToUriComponent();
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            return Task.CompletedTask;
        }
        ApiRoute? route = routes.Find(context.Request.Method, path, out IReadOnlyList<string> arguments, out IReadOnlyList<string> allowed);
        if (route is null && allowed.Count == 0)
            return ApiResponses.TextAsync(context, StatusCodes.Status404NotFound, "404 page not found");
        if (route is null)
        {
            context.Response.Headers[HeaderNames.Allow] = string.Join(", ", allowed);
            return ApiResponses.TextAsync(context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
        }
        return guard.Check(context, route.Access) is (int status, string error)
            ? ApiResponses.ErrorAsync(context, status, error)
            : AnswerAsync(context, route, arguments);
    }

    private async Task AnswerAsync(HttpContext context, ApiRoute route, IReadOnlyList<string> arguments)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, route.IsStream ? stopping : CancellationToken.None);
        using CancellationTokenRegistration cut = route.IsStream ? default : deadline.Token.UnsafeRegister(static c => ((HttpContext)c!).Abort(), context);
        if (!route.IsStream)
            deadline.CancelAfter(AnswerLimit);
        try
        {
            await route.Handler(new ApiRequest(context, arguments, deadline.Token)).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to tell.
        }
        catch (Exception e)
        {
            // What went wrong inside is for the log, not for the caller.
            logger.RequestFailed(e, context.Request.Method, route.Template);
            if (context.Response.HasStarted)
                context.Abort();
            else
                await ApiResponses.ErrorAsync(context, StatusCodes.Status500InternalServerError,
                    e is StoreException ? "the node cannot use its store" : "internal error").ConfigureAwait(false);
        }
    }
}
