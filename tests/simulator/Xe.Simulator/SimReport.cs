namespace Xe.Simulator;

/// <summary>What a run that held all properties did.</summary>
/// <param name="FinalPositions">Positions made final.</param>
/// <param name="Undone">Blocks undone, over all nodes.</param>
/// <param name="Messages">Messages sent.</param>
/// <param name="Converged">All nodes ended alike with everything final.</param>
/// <param name="Causes">Why it ended otherwise, where it did: roots that the protocol admits.</param>
public sealed record SimReport(int FinalPositions, int Undone, long Messages, bool Converged, IReadOnlyCollection<StuckCause> Causes);
