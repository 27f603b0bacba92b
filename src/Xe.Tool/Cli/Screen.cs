using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Xe.Client;

namespace Xe.Tool.Cli;

/// <summary>Results on standard output; messages, progress and errors on standard error.</summary>
internal sealed class Screen
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly TextWriter _error;
    private readonly bool _terminal;
    private readonly bool _colour;
    private readonly Lock _gate = new();
    private int _progressWidth;
    private long _lastPlain;

    internal Screen(TextWriter output, TextWriter error, bool json, bool quiet)
    {
        Out = output;
        _error = error;
        Json = json;
        Quiet = quiet;
        _terminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        _colour = _terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
    }

    /// <summary>Standard output.</summary>
    internal TextWriter Out { get; }

    /// <summary>Whether results are JSON.</summary>
    internal bool Json { get; }

    /// <summary>Whether only results and errors are shown.</summary>
    internal bool Quiet { get; }

    /// <summary>Shows the result: one line of JSON, or text.</summary>
    internal void Result<T>(T view, JsonTypeInfo<T> type, Action<TextWriter> text)
    {
        EndProgress();
        if (Json)
            Out.WriteLine(JsonSerializer.Serialize(view, type));
        else
            text(Out);
    }

    /// <summary>Shows a message.</summary>
    internal void Note(string text)
    {
        if (Quiet)
            return;
        lock (_gate)
        {
            ClearProgress();
            _error.WriteLine(text);
        }
    }

    /// <summary>Shows a message that must be seen, whatever was asked for.</summary>
    internal void Must(string text)
    {
        lock (_gate)
        {
            ClearProgress();
            _error.WriteLine(text);
        }
    }

    /// <summary>Shows a warning, whatever was asked for.</summary>
    internal void Warn(string text) => Must(Paint("warning: ", "33") + text);

    /// <summary>Shows why the command fails; with <c>--json</c> as an object.</summary>
    internal void Error(XeException failure)
    {
        lock (_gate)
        {
            ClearProgress();
            _error.WriteLine(Json
                ? JsonSerializer.Serialize(new ErrorResult(failure.Message, failure.Code, failure.Retryable), ToolJson.Plain.ErrorResult)
                : Paint("error: ", "31") + failure.Message);
        }
    }

    /// <summary>Shows how far a long task is: a line that is overwritten on a terminal, else a line every few seconds.</summary>
    internal void Progress(string text)
    {
        if (Quiet)
            return;
        lock (_gate)
        {
            if (_terminal)
            {
                _error.Write("\r" + text.PadRight(_progressWidth));
                _progressWidth = text.Length;
                return;
            }
            long now = TimeProvider.System.GetTimestamp();
            if (_lastPlain == 0)
                _lastPlain = now;
            if (TimeProvider.System.GetElapsedTime(_lastPlain, now) < PlainInterval)
                return;
            _lastPlain = now;
            _error.WriteLine(text);
        }
    }

    /// <summary>Takes the progress line away.</summary>
    internal void EndProgress()
    {
        lock (_gate)
            ClearProgress();
    }

    private void ClearProgress()
    {
        if (_progressWidth > 0)
            _error.Write("\r" + new string(' ', _progressWidth) + "\r");
        _progressWidth = 0;
    }

    private string Paint(string text, string colour) => _colour ? $"\u001b[{colour}m{text}\u001b[0m" : text;
}
