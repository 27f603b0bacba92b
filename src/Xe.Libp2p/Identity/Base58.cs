namespace Xe.Libp2p.Identity;

/// <summary>base58btc as peer ids use it. Inputs are bounded: the conversion is quadratic in its length.</summary>
internal static class Base58
{
    /// <summary>Longest text or byte string converted; peer ids are far shorter.</summary>
    public const int MaxLength = 128;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string Encode(ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, MaxLength);
        int zeros = 0;
        while (zeros < data.Length && data[zeros] == 0) zeros++;
        Span<byte> digits = stackalloc byte[(data.Length * 138 / 100) + 1];
        int used = 0;
        foreach (byte b in data[zeros..])
        {
            int carry = b;
            for (int i = 0; i < used; i++)
            {
                carry += digits[i] << 8;
                digits[i] = (byte)(carry % 58);
                carry /= 58;
            }
            while (carry > 0)
            {
                digits[used++] = (byte)(carry % 58);
                carry /= 58;
            }
        }
        Span<char> text = stackalloc char[zeros + used];
        text[..zeros].Fill('1');
        for (int i = 0; i < used; i++) text[zeros + i] = Alphabet[digits[used - 1 - i]];
        return new string(text);
    }

    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] data)
    {
        data = [];
        if (text.Length is 0 or > MaxLength) return false;
        int zeros = 0;
        while (zeros < text.Length && text[zeros] == '1') zeros++;
        Span<byte> bytes = stackalloc byte[text.Length];
        int used = 0;
        foreach (char c in text[zeros..])
        {
            int carry = Alphabet.IndexOf(c);
            if (carry < 0) return false;
            for (int i = 0; i < used; i++)
            {
                carry += bytes[i] * 58;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }
            while (carry > 0)
            {
                bytes[used++] = (byte)carry;
                carry >>= 8;
            }
        }
        data = new byte[zeros + used];
        for (int i = 0; i < used; i++) data[zeros + i] = bytes[used - 1 - i];
        return true;
    }
}
