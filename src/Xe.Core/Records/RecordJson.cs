using System.Buffers;
using System.Globalization;
using Xe.Core.Json;

namespace Xe.Core.Records;

/// <summary>What the JSON forms of the signed records share.</summary>
internal static class RecordJson
{
    internal delegate void WriteBody<in T>(ref GoJsonWriter writer, T value);

    /// <summary>Opens a text for reading, or says why it is no JSON.</summary>
    internal static Rejection? Open(ReadOnlySpan<byte> utf8, JsonStrictness strictness, string kind, out GoJsonReader reader) =>
        GoJsonReader.TryCreate(utf8, TrailingOf(strictness), strictness == JsonStrictness.GossipIngest, out reader, out string? error)
            ? null
            : Undecodable(kind, error!);

    internal static Rejection Undecodable(string kind, string error) => new($"{kind}_json", $"invalid {kind.Replace('_', ' ')} JSON: {error}");

    /// <summary>A number of double range with all its bits; <c>null</c> leaves the value.</summary>
    internal static void ReadDouble(ref GoJsonReader reader, ref double value)
    {
        GoJsonToken next = reader.Next;
        ReadOnlySpan<byte> raw = reader.ReadRaw();
        if (next == GoJsonToken.Null)
            return;
        if (next == GoJsonToken.Number
            && double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed)
            && double.IsFinite(parsed))
        {
            value = parsed;
        }
        else
        {
            reader.Fail("json: cannot unmarshal value into field of type float64");
        }
    }

    /// <summary>An unsigned integer of fewer bits; <c>null</c> leaves the value.</summary>
    internal static void ReadSmall(ref GoJsonReader reader, ref uint value, uint max)
    {
        ulong wide = value;
        reader.ReadUInt64(ref wide);
        if (wide > max)
            reader.Fail(string.Create(CultureInfo.InvariantCulture, $"json: cannot unmarshal number {wide} into field of a smaller type"));
        else
            value = (uint)wide;
    }

    /// <summary>The text a writer body gives.</summary>
    internal static byte[] ToBytes<T>(T value, WriteBody<T> write, int sizeHint = 512)
    {
        ArrayBufferWriter<byte> output = new(sizeHint);
        GoJsonWriter writer = new(output);
        write(ref writer, value);
        return output.WrittenSpan.ToArray();
    }

    private static TrailingData TrailingOf(JsonStrictness strictness) =>
        strictness == JsonStrictness.Exact ? TrailingData.Refuse : TrailingData.Ignore;
}
