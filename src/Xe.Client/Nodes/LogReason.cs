using System.Text.Json;

namespace Xe.Client.Nodes;

/// <summary>Finds the reason of a failed start in the last lines of a node's log (spec 09 §10, text form).</summary>
internal static class LogReason
{
    private const string Mark = "level=ERROR msg=";

    /// <summary>The message of the last error; null where there is none.</summary>
    internal static string? Find(IReadOnlyList<string> lines)
    {
        string? line = lines.LastOrDefault(candidate => candidate.Contains(Mark, StringComparison.Ordinal));
        if (line is null)
            return null;
        string quoted = line[(line.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..];
        try
        {
            // The quoting of the log is that of JSON for all that messages hold.
            return JsonDocument.Parse(quoted).RootElement.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return quoted;
        }
    }
}
