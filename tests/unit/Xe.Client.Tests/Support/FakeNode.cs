using System.Net;
using System.Text;
using Xe.Client.Http;

namespace Xe.Client.Tests.Support;

/// <summary>Answers requests as a node would, with the text a test wrote for a path; keeps what was asked.</summary>
internal sealed class FakeNode : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> _answers = [];

    internal List<string> Requests { get; } = [];

    internal List<string?> Authorizations { get; } = [];

    internal List<string> Bodies { get; } = [];

    /// <summary>The next answer to a request such as "GET /node"; the last one of several stays.</summary>
    internal FakeNode Answer(string request, string body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") =>
        Answer(request, () => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) });

    internal FakeNode Answer(string request, Func<HttpResponseMessage> answer)
    {
        if (!_answers.TryGetValue(request, out Queue<Func<HttpResponseMessage>>? queue))
            _answers[request] = queue = new();
        queue.Enqueue(answer);
        return this;
    }

    internal XeClient Connect(string? token = null) => new(new XeClientOptions
    {
        BaseUri = new Uri("http://node.test/api"),
        Token = token,
        Handler = this,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        Timeout = TimeSpan.FromSeconds(5),
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string key = $"{request.Method} {request.RequestUri!.PathAndQuery["/api".Length..]}";
        Requests.Add(key);
        Authorizations.Add(request.Headers.Authorization?.ToString());
        if (request.Content is not null)
            Bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
        if (!_answers.TryGetValue(key, out Queue<Func<HttpResponseMessage>>? queue))
            return new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("404 page not found", Encoding.UTF8, "text/plain") };
        return (queue.Count > 1 ? queue.Dequeue() : queue.Peek())();
    }
}
