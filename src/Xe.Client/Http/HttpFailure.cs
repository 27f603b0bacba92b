using System.Net;
using System.Text;
using System.Text.Json;
using Xe.Core.Views;

namespace Xe.Client.Http;

/// <summary>Makes the failures that answers stand for (spec 08 §2.5, §8.4).</summary>
internal static class HttpFailure
{
    private const int MaxText = 500;

    internal static XeException From(HttpStatusCode status, byte[] answer, string path, bool isSubmission)
    {
        ErrorView? error = Parse(answer);
        string text = error?.Error is { Length: > 0 } given ? given : Plain(answer);
        if (text.Length == 0)
            text = $"HTTP {(int)status}";
        bool isBlock = isSubmission && path.StartsWith("blocks/", StringComparison.Ordinal);
        (string code, bool retryable) = status switch
        {
            HttpStatusCode.Unauthorized => (XeErrors.Unauthorized, false),
            HttpStatusCode.Forbidden => (XeErrors.Forbidden, false),
            HttpStatusCode.NotFound => (XeErrors.NotFound, false),
            HttpStatusCode.TooManyRequests => (XeErrors.RateLimited, true),
            HttpStatusCode.BadRequest or HttpStatusCode.ServiceUnavailable when isBlock && error?.Retryable is { } said => (XeErrors.BlockRejected, said),
            HttpStatusCode.ServiceUnavailable => (XeErrors.NodeFailed, true),
            >= HttpStatusCode.InternalServerError => (XeErrors.NodeFailed, false),
            _ => (XeErrors.BadRequest, false),
        };
        if (status == HttpStatusCode.Unauthorized)
            text += " — the node's token is in the file api.token of its data directory: name the directory with --data, or set XE_TOKEN";
        if (status == HttpStatusCode.MethodNotAllowed)
            text = $"the node does not take /{path}: {text}";
        // A 404 that is not JSON is a route that the node does not have, not a thing.
        Exception? cause = error is null && status == HttpStatusCode.NotFound ? new HttpRequestException($"no route /{path}") : null;
        return new XeException(code, cause is null ? text : $"the node has no route /{path}", retryable, (int)status, cause);
    }

    internal static string Reason(HttpRequestException failure)
    {
        Exception inner = failure;
        while (inner.InnerException is { } next)
            inner = next;
        return inner.Message;
    }

    private static ErrorView? Parse(byte[] answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, ViewsJson.Default.ErrorView);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Proxies and routers answer in text or HTML; a line of it is enough, without control characters.
    private static string Plain(byte[] answer)
    {
        string text = Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, MaxText)));
        return new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
    }
}
