using System.Text.Json.Serialization;

namespace Xe.Tool.Bench;

/// <summary>One measure beside its peer.</summary>
/// <param name="Name">Stable name of the measure.</param>
/// <param name="Own">Our figure.</param>
/// <param name="Peer">The figure of the peer, measured in the same run.</param>
/// <param name="Unit">Unit of both figures.</param>
/// <param name="How">How both were measured.</param>
internal sealed record BenchResult(string Name, double Own, double Peer, string Unit, string How)
{
    /// <summary>Own / peer; 0 without a peer figure.</summary>
    [JsonPropertyOrder(1)]
    public double Ratio => Peer > 0 ? Own / Peer : 0;

    /// <summary>The ratio to be reached; null = none set.</summary>
    [JsonPropertyOrder(2)]
    public double? AtLeast { get; init; }

    /// <summary>The ratio not to be passed, for figures of which less is better; null = none set.</summary>
    [JsonPropertyOrder(3)]
    public double? AtMost { get; init; }

    /// <summary>Whether the set ratio is kept; null where none is set.</summary>
    [JsonPropertyOrder(4)]
    public bool? Met => AtLeast is null && AtMost is null ? null : !(Ratio < AtLeast) && !(Ratio > AtMost);
}
