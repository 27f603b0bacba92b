using System.Buffers;
using System.Globalization;

namespace Xe.Tool.Cli;

/// <summary>Durations as node flags take them: <c>300ms</c>, <c>90s</c>, <c>1h30m</c> (spec 09 §1).</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    internal static TimeSpan Parse(string text, string name) => TryParse(text, out TimeSpan value)
        ? value
        : throw new UsageException($"{name} takes a duration such as 300ms, 90s or 1h30m, got {Core.GoQuote.Quote(text)}");

    internal static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        double ticks = 0;
        ReadOnlySpan<char> rest = text;
        if (rest.IsEmpty)
            return false;
        if (rest is "0")
            return true;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
                return false;
            rest = rest[digits..];
            int letters = rest.IndexOfAny(NumberCharacters);
            ReadOnlySpan<char> unit = letters < 0 ? rest : rest[..letters];
            long perUnit = unit switch
            {
                "us" or "µs" => TimeSpan.TicksPerMicrosecond,
                "ms" => TimeSpan.TicksPerMillisecond,
                "s" => TimeSpan.TicksPerSecond,
                "m" => TimeSpan.TicksPerMinute,
                "h" => TimeSpan.TicksPerHour,
                _ => 0,
            };
            if (perUnit == 0)
                return false;
            ticks += number * perUnit;
            rest = rest[unit.Length..];
        }
        if (ticks > TimeSpan.FromDays(36_500).Ticks)
            return false;
        value = TimeSpan.FromTicks((long)ticks);
        return true;
    }
}
