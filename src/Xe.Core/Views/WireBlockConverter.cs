using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xe.Core.Blocks;

namespace Xe.Core.Views;

/// <summary>Reads and writes bare blocks with the exact block JSON of <see cref="BlockJson"/>.</summary>
public sealed class WireBlockConverter : JsonConverter<WireBlock>
{
    /// <inheritdoc />
    public override WireBlock Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return Parse(JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, WireBlock value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArrayBufferWriter<byte> text = new(1024);
        BlockJson.Write(value, text);
        writer.WriteRawValue(text.WrittenSpan, skipInputValidation: true);
    }

    internal static WireBlock Parse(ReadOnlySpan<byte> utf8) =>
        BlockJson.TryRead(utf8, BlockJsonOptions.Document, out WireBlock? block, out string? error) ? block : throw new JsonException(error);
}
