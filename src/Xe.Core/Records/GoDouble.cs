using System.Globalization;

namespace Xe.Core.Records;

/// <summary>A double in the shortest text that reads back as the same bits, spelled as the reference's JSON writer spells it:
/// decimal between 1e-6 and 1e21, else with an exponent without padding (spec 12 §4.2).</summary>
public static class GoDouble
{
    /// <summary>Text of a finite number; anything else is a bug and throws.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON holds finite numbers only");
        double magnitude = Math.Abs(value);
        if (magnitude == 0)
            return double.IsNegative(value) ? "-0" : "0";
        (string digits, int exponent) = Shortest(magnitude);
        string text = magnitude is < 1e-6 or >= 1e21 ? Scientific(digits, exponent) : Positional(digits, exponent);
        return value < 0 ? "-" + text : text;
    }

    // Significant digits d1 d2 … dn and the exponent of d1.d2…dn × 10^e.
    private static (string Digits, int Exponent) Shortest(double magnitude)
    {
        // "E16" would round; "R" gives the shortest digits that round-trip, with or without an exponent part.
        string text = magnitude.ToString("R", CultureInfo.InvariantCulture);
        int mark = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = mark < 0 ? text : text[..mark];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? mantissa : mantissa[..point];
        string digits = whole + (point < 0 ? "" : mantissa[(point + 1)..]);
        exponent += whole.Length - 1;
        int zeros = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), exponent - zeros);
    }

    private static string Scientific(string digits, int exponent)
    {
        string mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits.AsSpan(1)}";
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString(exponent < 0 ? "0" : "00", CultureInfo.InvariantCulture)}";
    }

    private static string Positional(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1)
            return digits + new string('0', exponent + 1 - digits.Length);
        return $"{digits.AsSpan(0, exponent + 1)}.{digits.AsSpan(exponent + 1)}";
    }
}
