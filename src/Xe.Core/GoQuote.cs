using System.Globalization;
using System.Text;

namespace Xe.Core;

/// <summary>Text between double quotes as Go's %q prints it, for the messages of the specification that quote input.</summary>
public static class GoQuote
{
    /// <summary>Quotes; control and other unprintable characters are escaped, so remote text cannot forge log lines.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var b = new StringBuilder(text.Length + 2).Append('"');
        foreach (Rune r in text.EnumerateRunes())
        {
            switch (r.Value)
            {
                case '"': b.Append("\\\""); break;
                case '\\': b.Append("\\\\"); break;
                case '\a': b.Append("\\a"); break;
                case '\b': b.Append("\\b"); break;
                case '\f': b.Append("\\f"); break;
                case '\n': b.Append("\\n"); break;
                case '\r': b.Append("\\r"); break;
                case '\t': b.Append("\\t"); break;
                case '\v': b.Append("\\v"); break;
                default:
                    if (IsPrintable(r))
                        b.Append(r.ToString());
                    else if (r.Value < 0x80)
                        b.Append(CultureInfo.InvariantCulture, $"\\x{r.Value:x2}");
                    else if (r.Value < 0x10000)
                        b.Append(CultureInfo.InvariantCulture, $"\\u{r.Value:x4}");
                    else
                        b.Append(CultureInfo.InvariantCulture, $"\\U{r.Value:x8}");
                    break;
            }
        }
        return b.Append('"').ToString();
    }

    private static bool IsPrintable(Rune r) => r.Value == ' ' || (Rune.GetUnicodeCategory(r) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator));
}
