using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xe.Core.Json;

namespace Xe.Core.Views;

/// <summary>Lets a record keep its own exact JSON form (raw values, double round trip, tolerance of spec 08 §2.4) inside
/// larger views.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class RecordConverter<T> : JsonConverter<T> where T : class
{
    /// <inheritdoc />
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        ReadOnlySpan<byte> utf8 = JsonMarshal.GetRawUtf8Value(document.RootElement);
        if (!GoJsonReader.TryCreate(utf8, TrailingData.Refuse, refuseUnknownMembers: false, out GoJsonReader go, out string? error))
            throw new JsonException(error);
        T? value = ReadRecord(ref go);
        return go.Error is null ? value : throw new JsonException(go.Error);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArrayBufferWriter<byte> text = new(512);
        GoJsonWriter go = new(text);
        WriteRecord(ref go, value);
        writer.WriteRawValue(text.WrittenSpan, skipInputValidation: true);
    }

    /// <summary>Reads the record the reader stands before.</summary>
    protected abstract T? ReadRecord(ref GoJsonReader reader);

    /// <summary>Writes the record.</summary>
    protected abstract void WriteRecord(ref GoJsonWriter writer, T value);
}
