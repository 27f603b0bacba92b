using System.Buffers;

namespace Xe.Core.Json;

/// <summary>The compact form in which the reference writes raw JSON values: no insignificant white space, and
/// <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>, U+2028, U+2029 escaped inside strings; everything else as it stands (spec 11 §1.2).</summary>
public static class GoJsonCompact
{
    /// <summary>Writes the compact form of one valid JSON value.</summary>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            byte c = json[i];
            Span<byte> span = output.GetSpan(6);
            if (!inString)
            {
                if (c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
                    continue;
                inString = c == '"';
            }
            else if (c == '\\' && i + 1 < json.Length)
            {
                span[0] = c;
                span[1] = json[++i];
                output.Advance(2);
                continue;
            }
            else if (c == '"')
            {
                inString = false;
            }
            else if (c is (byte)'<' or (byte)'>' or (byte)'&')
            {
                output.Advance(GoJsonWriter.Escape(c, span));
                continue;
            }
            else if (c == 0xE2 && i + 2 < json.Length && json[i + 1] == 0x80 && json[i + 2] is 0xA8 or 0xA9)
            {
                output.Advance(GoJsonWriter.Escape(json[i + 2] == 0xA8 ? 0x2028 : 0x2029, span));
                i += 2;
                continue;
            }
            span[0] = c;
            output.Advance(1);
        }
    }

    /// <summary>True where a valid JSON value is in compact form already.</summary>
    public static bool IsCompact(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte> compact = new(json.Length + 16);
        Write(json, compact);
        return compact.WrittenSpan.SequenceEqual(json);
    }
}
