using System.Globalization;

namespace Xe.Core.Primitives;

/// <summary>Amounts as people write them: decimal tokens of 6 places; inside they are micro-units (spec 01 §11).</summary>
public static class Amount
{
    /// <summary>Micro-units in one token of either asset.</summary>
    public const ulong MicroPerToken = 1_000_000;

    /// <summary>Decimal places of both assets.</summary>
    public const int Decimals = 6;

    private const string Malformed = "amount must be a non-negative decimal";
    private const string Overflows = "amount overflows uint64 micro-units";

    /// <summary>Reads decimal text exactly: no rounding, no sign, no exponent; more than 6 places are refused even when they
    /// are zeros. Null where it worked, else the text of spec 01 §11.</summary>
    /// <param name="text">For example "1.5".</param>
    /// <param name="asset">Named in the message about too many places.</param>
    /// <param name="micro">The amount, micro-units.</param>
    public static Rejection? Parse(string text, Asset asset, out ulong micro)
    {
        ArgumentNullException.ThrowIfNull(text);
        micro = 0;
        if (text.Length == 0)
            return Refuse("amount_malformed", Malformed);
        if (text[0] == '-')
            return Refuse("amount_negative", "amount must be non-negative");
        if (text[0] == '+')
            return Refuse("amount_malformed", Malformed);
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        ReadOnlySpan<char> whole = dot < 0 ? text : text.AsSpan(0, dot);
        ReadOnlySpan<char> fraction = dot < 0 ? default : text.AsSpan(dot + 1);
        if (whole.IsEmpty || (dot >= 0 && fraction.IsEmpty))
            return Refuse("amount_malformed", Malformed);
        if (fraction.Length > Decimals)
        {
            return Refuse("amount_precision", string.Create(CultureInfo.InvariantCulture,
                $"amount exceeds asset decimal precision: {asset} allows {Decimals}, got {fraction.Length}"));
        }
        if (whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
            return Refuse("amount_malformed", Malformed);
        if (!ulong.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out ulong tokens))
            return Refuse("amount_overflow", Overflows);
        ulong part = 0;
        for (int i = 0; i < Decimals; i++)
            part = part * 10 + (i < fraction.Length ? (ulong)(fraction[i] - '0') : 0);
        UInt128 sum = (UInt128)tokens * MicroPerToken + part;
        if (sum > ulong.MaxValue)
            return Refuse("amount_overflow", Overflows);
        micro = (ulong)sum;
        return null;
    }

    /// <summary>Shortest decimal text: "1.5", "1", "0.000001".</summary>
    /// <param name="micro">Micro-units.</param>
    public static string Format(ulong micro) =>
        micro % MicroPerToken == 0
            ? (micro / MicroPerToken).ToString(CultureInfo.InvariantCulture)
            : FormatFixed(micro).TrimEnd('0');

    /// <summary>Decimal text with all six places: "1.500000".</summary>
    /// <param name="micro">Micro-units.</param>
    public static string FormatFixed(ulong micro) =>
        string.Create(CultureInfo.InvariantCulture, $"{micro / MicroPerToken}.{micro % MicroPerToken:D6}");

    private static Rejection Refuse(string code, string text) => new(code, text);
}
