using Microsoft.AspNetCore.Http;

namespace Xe.Node.Api;

/// <summary>Answers the requests of one listener.</summary>
internal abstract class RequestHandler
{
    /// <summary>Answers one request; never throws but for a client that is gone.</summary>
    public abstract Task HandleAsync(HttpContext context);
}
