using System.Globalization;

namespace Xe.Tool.Bench;

/// <summary>Results for people: one line a measure, in columns.</summary>
internal static class BenchTable
{
    private const int MaxUnit = 22;

    /// <summary>Name, own figure, peer's figure, unit, ratio, and the ratio asked for where there is one.</summary>
    public static string Line(BenchResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Name,-24} own {Figure(result.Own),11}  peer {Figure(result.Peer),11} {Cut(result.Unit),-MaxUnit} ratio {result.Ratio,7:0.000}{Bar(result)}");

    private static string Bar(BenchResult result) => (result.AtLeast, result.AtMost) switch
    {
        ({ } least, _) => string.Create(CultureInfo.InvariantCulture, $"  (at least {least:0.##}: {Verdict(result)})"),
        (_, { } most) => string.Create(CultureInfo.InvariantCulture, $"  (at most {most:0.##}: {Verdict(result)})"),
        _ => "",
    };

    private static string Verdict(BenchResult result) => result.Met == true ? "met" : "missed";

    private static string Figure(double value) =>
        value >= 1_000 ? value.ToString("N0", CultureInfo.InvariantCulture) : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Length <= MaxUnit ? text : text[..MaxUnit];
}
