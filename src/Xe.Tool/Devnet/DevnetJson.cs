using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xe.Tool.Devnet;

/// <summary>The JSON of devnets: their file and the commands' answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DevnetFile))]
[JsonSerializable(typeof(DevnetStatus))]
[JsonSerializable(typeof(DevnetDownResult))]
internal sealed partial class DevnetJson : JsonSerializerContext
{
    /// <summary>Without escapes that only HTML needs.</summary>
    internal static DevnetJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
