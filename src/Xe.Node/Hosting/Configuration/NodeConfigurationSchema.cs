using System.Text;
using System.Text.Json;

namespace Xe.Node.Hosting.Configuration;

/// <summary>The JSON schema of the configuration file, made from <see cref="NodeSettings.All"/>.</summary>
public static class NodeConfigurationSchema
{
    /// <summary>The schema (draft 2020-12), indented, one line feed at the end.</summary>
    public static string Write()
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("title", "Settings of an XE node");
            writer.WriteString("type", "object");
            writer.WriteBoolean("additionalProperties", false);
            writer.WriteStartObject("properties");
            writer.WriteStartObject("$schema");
            writer.WriteString("type", "string");
            writer.WriteEndObject();
            foreach (NodeSetting setting in NodeSettings.All)
                Write(writer, setting);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    internal static string TypeOf(NodeSetting setting) => setting.Kind switch
    {
        SettingKind.Number => "a number",
        SettingKind.Switch => "true or false",
        SettingKind.List => "a list of texts",
        SettingKind.Choice => "one of " + string.Join(", ", setting.Choices),
        SettingKind.Duration => "a time such as \"90s\"",
        _ => "a text",
    };

    private static void Write(Utf8JsonWriter writer, NodeSetting setting)
    {
        writer.WriteStartObject(setting.Key);
        writer.WriteString("description", setting.Description);
        string value = setting.Read(new NodeOptions());
        switch (setting.Kind)
        {
            case SettingKind.Number:
                writer.WriteString("type", "integer");
                writer.WriteNumber("minimum", setting.Min);
                writer.WriteNumber("maximum", setting.Max);
                writer.WriteNumber("default", SettingText.Number(value));
                break;
            case SettingKind.Switch:
                writer.WriteString("type", "boolean");
                writer.WriteBoolean("default", value == "true");
                break;
            case SettingKind.List:
                writer.WriteString("type", "array");
                writer.WriteStartObject("items");
                writer.WriteString("type", "string");
                writer.WriteEndObject();
                break;
            case SettingKind.Choice:
                writer.WriteStartArray("enum");
                foreach (string choice in setting.Choices)
                    writer.WriteStringValue(choice);
                writer.WriteEndArray();
                writer.WriteString("default", value);
                break;
            default:
                writer.WriteString("type", "string");
                writer.WriteString("default", value);
                break;
        }
        writer.WriteEndObject();
    }
}
