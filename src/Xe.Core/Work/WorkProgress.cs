namespace Xe.Core.Work;

/// <summary>How far a search is.</summary>
/// <param name="Attempts">Nonces tried so far, over all threads.</param>
/// <param name="AttemptsPerSecond">Mean rate since the start.</param>
/// <param name="Elapsed">Time since the start.</param>
public readonly record struct WorkProgress(long Attempts, double AttemptsPerSecond, TimeSpan Elapsed);
