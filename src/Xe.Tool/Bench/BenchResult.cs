namespace Xe.Tool.Bench;

/// <summary>One measure beside its peer.</summary>
/// <param name="Name">Stable name of the measure.</param>
/// <param name="Own">Our figure.</param>
/// <param name="Peer">The figure of the peer, measured in the same run.</param>
/// <param name="Unit">Unit of both figures.</param>
/// <param name="How">How both were measured.</param>
internal sealed record BenchResult(string Name, double Own, double Peer, string Unit, string How)
{
    /// <summary>Own / peer.</summary>
    public double Ratio => Peer > 0 ? Own / Peer : 0;
}
