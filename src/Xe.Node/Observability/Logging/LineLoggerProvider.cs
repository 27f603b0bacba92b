using Microsoft.Extensions.Logging;

namespace Xe.Node.Observability.Logging;

/// <summary>Writes one line a message (spec 09 §10).</summary>
internal sealed class LineLoggerProvider(Action<string> write, bool json, TimeProvider clock) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(this);

    public void Dispose() { }

    private void Write(LogLevel level, string message, Exception? exception)
    {
        string text = exception is null ? message : $"{message}: {exception}";
        write(json ? LogFormat.Json(clock.GetLocalNow(), level, text) : LogFormat.Text(clock.GetLocalNow(), level, text));
    }

    private sealed class LineLogger(LineLoggerProvider provider) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                provider.Write(logLevel, formatter(state, exception), exception);
        }
    }
}
