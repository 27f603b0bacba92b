using Microsoft.Extensions.Logging;

namespace Xe.Node.Tests.Support;

/// <summary>Logs of a test's nodes to the file that XE_TEST_LOG names, for looking into a failure.</summary>
internal sealed class FileLogger(string name, StreamWriter output) : ILoggerFactory, ILogger
{
    public static ILoggerFactory? For(string name) => Environment.GetEnvironmentVariable("XE_TEST_LOG") is { Length: > 0 } path
        ? new FileLogger(name, Shared(path))
        : null;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (output)
        {
            output.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {name} {logLevel} {formatter(state, exception)} {exception}");
            output.Flush();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    private static StreamWriter? _shared;

    private static StreamWriter Shared(string path) => _shared ??= new StreamWriter(path, append: true);
}
