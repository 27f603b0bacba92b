using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xe.Core.Blocks;

namespace Xe.Core.Views;

/// <summary>Reads and writes <see cref="BlockView"/> with the exact block JSON of <see cref="BlockJson"/>.</summary>
public sealed class BlockViewConverter : JsonConverter<BlockView>
{
    /// <inheritdoc />
    public override BlockView Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        WireBlock block = WireBlockConverter.Parse(JsonMarshal.GetRawUtf8Value(document.RootElement));
        bool finalized = document.RootElement.TryGetProperty("finalized", out JsonElement value) && value.ValueKind == JsonValueKind.True;
        return new BlockView(block, finalized);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, BlockView value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArrayBufferWriter<byte> text = new(1024);
        BlockJson.Write(value.Block, text);
        // One more member in place of the closing brace.
        ReadOnlySpan<byte> last = value.Finalized ? ",\"finalized\":true}"u8 : ",\"finalized\":false}"u8;
        byte[] whole = [.. text.WrittenSpan[..^1], .. last];
        writer.WriteRawValue(whole, skipInputValidation: true);
    }
}
