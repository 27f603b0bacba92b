using System.Globalization;

namespace Xe.Node.Hosting.Configuration;

/// <summary>The texts of values: one form for file, environment and flags.</summary>
internal static class SettingText
{
    /// <summary>Throws <see cref="FormatException"/> where a text is no value of a setting.</summary>
    public static void Check(NodeSetting setting, string value)
    {
        switch (setting.Kind)
        {
            case SettingKind.Number when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                || number < setting.Min || number > setting.Max:
                throw new FormatException(setting.Min == int.MinValue
                    ? "a whole number is expected"
                    : string.Create(CultureInfo.InvariantCulture, $"a whole number from {setting.Min} to {setting.Max} is expected"));
            case SettingKind.Switch when value is not ("true" or "false"):
                throw new FormatException("true or false is expected");
            case SettingKind.Duration when ParseDuration(value) is null:
                throw new FormatException("a time such as 90s or 1m30s is expected");
            case SettingKind.Choice when !setting.Choices.Contains(value):
                throw new FormatException("one of " + string.Join(", ", setting.Choices) + " is expected");
            default:
                break;
        }
    }

    public static int Number(string value) => int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Switch(bool value) => value ? "true" : "false";

    public static IReadOnlyList<string> List(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static TimeSpan Duration(string value) => ParseDuration(value) ?? throw new FormatException("a time such as 90s or 1m30s is expected");

    public static string Duration(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
            return "0s";
        string text = "";
        (long hours, long minutes) = ((long)value.TotalHours, value.Minutes);
        decimal seconds = (value.Ticks % TimeSpan.TicksPerMinute) / (decimal)TimeSpan.TicksPerSecond;
        if (hours != 0)
            text += string.Create(CultureInfo.InvariantCulture, $"{hours}h");
        if (minutes != 0)
            text += string.Create(CultureInfo.InvariantCulture, $"{minutes}m");
        return seconds == 0 ? text : text + seconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s";
    }

    // Numbers with the units h, m, s and ms, in a row.
    private static TimeSpan? ParseDuration(string text)
    {
        decimal seconds = 0;
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
                at++;
            if (!decimal.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) || number > 1_000_000_000)
                return null;
            int unit = at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
                at++;
            decimal factor = text[unit..at] switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 0.001m, _ => 0 };
            if (factor == 0)
                return null;
            seconds += number * factor;
        }
        return text.Length == 0 || seconds > 1_000_000_000 ? null : TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }
}
