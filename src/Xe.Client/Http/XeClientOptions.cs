namespace Xe.Client.Http;

/// <summary>Which node to talk to, and how.</summary>
public sealed record XeClientOptions
{
    /// <summary>Base of the API, for example <c>http://127.0.0.1:8080/</c>.</summary>
    public required Uri BaseUri { get; init; }

    /// <summary>Sent as <c>Authorization: Bearer</c>; null sends none.</summary>
    public string? Token { get; init; }

    /// <summary>Longest wait for one answer. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried again after a broken connection (reads only) or 429. Default: 3.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Wait before the first retry; it doubles with each. Default: 100 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest answer that is read, bytes. Default: 64 MiB.</summary>
    public long MaxAnswerBytes { get; init; } = 64 << 20;

    /// <summary>Clock of waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Carries the requests; null = sockets, without proxies and redirects.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
