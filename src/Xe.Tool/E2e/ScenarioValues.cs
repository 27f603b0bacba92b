using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Xe.Tool.E2e;

/// <summary>The names of a scenario: text, or the JSON a verb answered. <c>$name</c> is the value, <c>$name.a.0.b</c> a part of its
/// JSON.</summary>
internal sealed class ScenarioValues
{
    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);

    internal void Set(string name, string value) => _values[name] = value.Trim();

    /// <summary>The text with every name in it replaced.</summary>
    /// <exception cref="ScenarioException">A name is unknown, or the value has no such part.</exception>
    internal string Expand(string text, int line)
    {
        StringBuilder result = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '$')
            {
                result.Append(text[i]);
                continue;
            }
            int end = i + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-'
                || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiLetterOrDigit(text[end + 1]))))
                end++;
            result.Append(Look(text[(i + 1)..end], line));
            i = end - 1;
        }
        return result.ToString();
    }

    /// <summary>A part of a JSON text: member names and indices between dots; "" is the whole, <c>count</c> the length of a list.</summary>
    internal static string Part(string json, string path, int line)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(json);
            foreach (string name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
            {
                node = node switch
                {
                    JsonArray list when name == "count" => JsonValue.Create(list.Count),
                    JsonArray list when int.TryParse(name, out int index) && index < list.Count => list[index],
                    JsonObject value => value[name],
                    _ => null,
                };
            }
            return node is null ? "null" : node is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : node.ToJsonString();
        }
        catch (JsonException)
        {
            throw new ScenarioException(line, $"no JSON to take .{path} of: {(json.Length > 200 ? json[..200] + "…" : json)}");
        }
    }

    private string Look(string reference, int line)
    {
        int dot = reference.IndexOf('.', StringComparison.Ordinal);
        string name = dot < 0 ? reference : reference[..dot];
        if (!_values.TryGetValue(name, out string? value))
            throw new ScenarioException(line, $"nothing is named ${name}");
        return dot < 0 ? value : Part(value, reference[(dot + 1)..], line);
    }
}
