using System.Buffers;
using System.Text;

namespace Xe.Core.Blocks;

/// <summary>Texts and lengths of the storage form: lower-case hex takes half its length.</summary>
internal static class StorageText
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>A length in groups of 7 bits, lowest first.</summary>
    internal static void AppendLength(int length, ref ByteBuffer output)
    {
        uint rest = (uint)length;
        while (rest >= 0x80)
        {
            output.Append((byte)(rest | 0x80));
            rest >>= 7;
        }
        output.Append((byte)rest);
    }

    /// <summary>length × 2 + 1 ‖ bytes for lower-case hex, length × 2 ‖ UTF-8 for any other text.</summary>
    internal static void Append(string text, ref ByteBuffer output)
    {
        if (IsLowerHex(text))
        {
            AppendLength(text.Length / 2 * 2 + 1, ref output);
            Convert.FromHexString(text, output.Take(text.Length / 2), out _, out _);
            return;
        }
        AppendLength(Encoding.UTF8.GetByteCount(text) * 2, ref output);
        output.AppendUtf8(text);
    }

    /// <summary>A signature in the same form.</summary>
    internal static void Append(SignatureText signature, ref ByteBuffer output)
    {
        if (signature.IsInvalidHex)
        {
            Append(signature.ToString(), ref output);
            return;
        }
        AppendLength(signature.Bytes.Length * 2 + 1, ref output);
        output.Append(signature.Bytes);
    }

    private static bool IsLowerHex(string text) =>
        text.Length > 0 && text.Length % 2 == 0 && !text.AsSpan().ContainsAnyExcept(LowerHex);
}
