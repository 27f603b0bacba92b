using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Xe.Core.Views;

namespace Xe.Client.Http;

/// <summary>The HTTP API of a node (spec 08) as typed calls. Every number keeps its 64 bits. A failure is an
/// <see cref="XeException"/> with code, the node's text and whether a retry may help. Thread-safe.</summary>
public sealed partial class XeClient : IDisposable
{
    /// <summary>Most entries a page has (spec 08 §2.6).</summary>
    public const int MaxPage = 1000;

    private readonly HttpClient _http;
    private readonly XeClientOptions _options;

    /// <summary>A client of one node. No request is made yet.</summary>
    /// <exception cref="XeException">The base is no absolute http or https URL.</exception>
    public XeClient(XeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.BaseUri.IsAbsoluteUri || options.BaseUri.Scheme is not ("http" or "https"))
            throw new XeException(XeErrors.BadValue, $"the node's URL must start with http:// or https://, got {options.BaseUri}");
        _options = options;
        string root = options.BaseUri.GetLeftPart(UriPartial.Path);
        _http = new HttpClient(options.Handler ?? new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) },
            disposeHandler: options.Handler is null)
        {
            BaseAddress = new Uri(root.EndsWith('/') ? root : root + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxAnswerBytes,
        };
        if (!string.IsNullOrEmpty(options.Token))
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
    }

    /// <summary>Base of the API.</summary>
    public Uri BaseUri => _http.BaseAddress!;

    /// <summary>Ends open requests.</summary>
    public void Dispose() => _http.Dispose();

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, type, acceptUnavailable: false, cancellationToken);

    // Null where the node says, in JSON, that there is no such thing; a route it does not have is an error.
    private async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync(path, type, cancellationToken).ConfigureAwait(false);
        }
        catch (XeException e) when (e is { Code: XeErrors.NotFound, InnerException: null })
        {
            return null;
        }
    }

    private Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body, bodyType), answerType, acceptUnavailable: false, cancellationToken);

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> type, bool acceptUnavailable, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await SendOnceAsync(method, path, body, type, acceptUnavailable, cancellationToken).ConfigureAwait(false);
            }
            catch (XeException e) when (attempt < _options.MaxRetries && MayRepeat(e, method))
            {
                await Task.Delay(_options.RetryDelay * (1 << Math.Min(attempt, 10)), _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A request that never got through, and one that the limiter refused, had no effect.
    private static bool MayRepeat(XeException failure, HttpMethod method) =>
        failure.Code == XeErrors.RateLimited || (failure.Code == XeErrors.NodeUnreachable && (method == HttpMethod.Get || IsConnectFailure(failure)));

    private static bool IsConnectFailure(XeException failure) =>
        failure.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    private async Task<T> SendOnceAsync<T>(
        HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> type, bool acceptUnavailable, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(_options.Timeout, _options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = new(method, path);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token).ConfigureAwait(false);
            byte[] answer = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            bool wanted = response.IsSuccessStatusCode || (acceptUnavailable && response.StatusCode == HttpStatusCode.ServiceUnavailable);
            return wanted ? Read(answer, type, path) : throw HttpFailure.From(response.StatusCode, answer, path, body is not null);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new XeException(XeErrors.Timeout, $"the node at {BaseUri} did not answer within {_options.Timeout.TotalSeconds:0} s", retryable: true, cause: e);
        }
        catch (HttpRequestException e)
        {
            throw new XeException(XeErrors.NodeUnreachable, $"the node at {BaseUri} cannot be reached: {HttpFailure.Reason(e)}", retryable: true, cause: e);
        }
    }

    private T Read<T>(byte[] answer, JsonTypeInfo<T> type, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type)
                ?? throw new XeException(XeErrors.BadAnswer, $"the node at {BaseUri} answered null for /{path}");
        }
        catch (JsonException e)
        {
            throw new XeException(XeErrors.BadAnswer, $"the node at {BaseUri} answered /{path} with something else than expected: {e.Message}", cause: e);
        }
    }

    private static string Query(string path, params (string Name, string? Value)[] parameters)
    {
        IEnumerable<string> given = parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => parameter.Name + "=" + Uri.EscapeDataString(parameter.Value!));
        string query = string.Join('&', given);
        return query.Length == 0 ? path : path + "?" + query;
    }

    private static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(ulong value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async IAsyncEnumerable<T> PagesAsync<T>(
        Func<int, Task<IReadOnlyList<T>>> page, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int offset = 0; ; offset += MaxPage)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<T> entries = await page(offset).ConfigureAwait(false);
            foreach (T entry in entries)
                yield return entry;
            if (entries.Count < MaxPage)
                yield break;
        }
    }

    private static ViewsJson Json => ViewsJson.Default;
}
