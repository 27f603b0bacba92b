using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xe.Tool.E2e;

/// <summary>The JSON of scenarios' results.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<E2eResult>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class E2eJson : JsonSerializerContext
{
    /// <summary>Without escapes that only HTML needs.</summary>
    internal static E2eJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
