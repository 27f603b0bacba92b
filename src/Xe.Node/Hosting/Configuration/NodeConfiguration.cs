using System.Text.Json;

namespace Xe.Node.Hosting.Configuration;

/// <summary>The settings of a node from four layers: defaults, file, environment, flags, each over the one before; every
/// value remembers where it came from, and every fault is told, not only the first.</summary>
public sealed class NodeConfiguration
{
    /// <summary>Name of the file where none is given; it may be absent then.</summary>
    public const string FileName = "xe.json";

    private const int MaxFileBytes = 1 << 20;
    private const string SchemaKey = "$schema";

    private NodeConfiguration(NodeOptions options, IReadOnlyList<SettingValue> values, IReadOnlyList<string> errors) =>
        (Options, Values, Errors) = (options, values, errors);

    /// <summary>The effective options; those of the faultless values where there are <see cref="Errors"/>.</summary>
    public NodeOptions Options { get; }

    /// <summary>Every setting's value, in the order of <see cref="NodeSettings.All"/>.</summary>
    public IReadOnlyList<SettingValue> Values { get; }

    /// <summary>What is wrong, a line each, with its place; empty where nothing is.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Reads the layers. Never throws: what cannot be read is an error in the result.</summary>
    /// <param name="file">The configuration file; null = none.</param>
    /// <param name="mustExist">Whether a missing file is an error: it is where the operator named it.</param>
    /// <param name="environment">Environment variables by name; others than settings' are passed over.</param>
    /// <param name="flags">Flag values by setting key, as given on the command line.</param>
    public static NodeConfiguration Load(
        string? file, bool mustExist, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> flags)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(flags);
        List<string> errors = [];
        Dictionary<string, (string Value, SettingSource Source, string Where)> given = [];
        if (file is not null)
        {
            foreach ((string key, string value) in ReadFile(file, mustExist, errors))
                given[key] = (value, SettingSource.File, file);
        }
        foreach (NodeSetting setting in NodeSettings.All)
        {
            if (environment.TryGetValue(setting.Variable, out string? value))
                given[setting.Key] = (value, SettingSource.Environment, setting.Variable);
            if (flags.TryGetValue(setting.Key, out string? flag))
                given[setting.Key] = (flag, SettingSource.Flag, setting.Flag);
        }
        errors.AddRange(flags.Keys.Where(key => NodeSettings.Find(key) is null).Select(key => $"unknown setting {key}"));
        return Apply(given, errors);
    }

    private static NodeConfiguration Apply(Dictionary<string, (string Value, SettingSource Source, string Where)> given, List<string> errors)
    {
        NodeOptions options = new();
        List<SettingValue> values = [];
        foreach (NodeSetting setting in NodeSettings.All)
        {
            (SettingSource source, string where) = (SettingSource.Default, "");
            if (given.TryGetValue(setting.Key, out (string Value, SettingSource Source, string Where) entry))
            {
                try
                {
                    options = setting.Apply(options, entry.Value);
                    (source, where) = (entry.Source, entry.Where);
                }
                catch (FormatException e)
                {
                    string shown = setting.IsSecret ? "" : $", got \"{entry.Value}\"";
                    errors.Add($"{(entry.Source == SettingSource.File ? $"{entry.Where}: {setting.Key}" : entry.Where)}: {e.Message}{shown}");
                }
            }
            string value = setting.Read(options);
            values.Add(new SettingValue(setting, setting.IsSecret && value.Length > 0 ? "***" : value, source, where));
        }
        return new NodeConfiguration(options, values, errors);
    }

    private static Dictionary<string, string> ReadFile(string file, bool mustExist, List<string> errors)
    {
        Dictionary<string, string> values = [];
        try
        {
            FileInfo info = new(file);
            if (!info.Exists && !mustExist)
                return values;
            if (info.Exists && info.Length > MaxFileBytes)
            {
                errors.Add($"{file}: has {info.Length} bytes, more than {MaxFileBytes}");
                return values;
            }
            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                errors.Add($"{file}: an object of settings is expected");
                return values;
            }
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
                ReadMember(file, member, values, errors);
        }
        catch (JsonException e)
        {
            errors.Add($"{file}: not valid JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.Add($"{file}: cannot be read: {e.Message}");
        }
        return values;
    }

    private static void ReadMember(string file, JsonProperty member, Dictionary<string, string> values, List<string> errors)
    {
        if (member.Name == SchemaKey)
            return;
        if (NodeSettings.Find(member.Name) is not { } setting)
        {
            string? near = NodeSettings.All.Select(s => s.Key).MinBy(key => Distance(key, member.Name));
            string hint = near is not null && Distance(near, member.Name) <= 3 ? $"; did you mean {near}?" : "";
            errors.Add($"{file}: unknown setting {member.Name}{hint}");
            return;
        }
        string? text = (setting.Kind, member.Value.ValueKind) switch
        {
            (SettingKind.Switch, JsonValueKind.True) => "true",
            (SettingKind.Switch, JsonValueKind.False) => "false",
            (SettingKind.Number, JsonValueKind.Number) => member.Value.GetRawText(),
            (SettingKind.List, JsonValueKind.Array) when member.Value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
                string.Join(',', member.Value.EnumerateArray().Select(e => e.GetString())),
            (SettingKind.Text or SettingKind.Choice or SettingKind.Duration, JsonValueKind.String) => member.Value.GetString(),
            _ => null,
        };
        if (text is null)
            errors.Add($"{file}: {setting.Key}: {NodeConfigurationSchema.TypeOf(setting)} is expected");
        else
            values[setting.Key] = text;
    }

    // Edits that turn one name into the other.
    private static int Distance(string x, string y)
    {
        int[] row = [.. Enumerable.Range(0, y.Length + 1)];
        for (int i = 1; i <= x.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= y.Length; j++)
            {
                int next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (x[i - 1] == y[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }
        return row[y.Length];
    }
}
