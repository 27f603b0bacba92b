using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Xe.Node.Observability.Logging;

/// <summary>The two line formats (spec 09 §10): <c>time=… level=… msg="…"</c> and one JSON object.</summary>
internal static class LogFormat
{
    /// <summary>A line in text form, without its end.</summary>
    public static string Text(DateTimeOffset time, LogLevel level, string message) =>
        $"time={Time(time)} level={Name(level)} msg={Quote(message)}";

    /// <summary>A line in JSON form, without its end.</summary>
    public static string Json(DateTimeOffset time, LogLevel level, string message)
    {
        ArrayBufferWriter<byte> line = new(256);
        using (Utf8JsonWriter writer = new(line))
        {
            writer.WriteStartObject();
            writer.WriteString("time", Time(time));
            writer.WriteString("level", Name(level));
            writer.WriteString("msg", message);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        _ => "ERROR",
    };

    // Control characters are escaped: what a peer wrote must not forge a line or drive a terminal.
    private static string Quote(string message)
    {
        StringBuilder quoted = new(message.Length + 2);
        quoted.Append('"');
        foreach (char c in message)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c == '\n')
                quoted.Append("\\n");
            else if (char.IsControl(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
