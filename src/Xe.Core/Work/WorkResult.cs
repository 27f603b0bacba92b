namespace Xe.Core.Work;

/// <summary>A nonce that reaches the difficulty.</summary>
/// <param name="Nonce">The first such nonce at or after the start nonce, counting up with wrap-around.</param>
/// <param name="Value">Its work value (spec 01 §12).</param>
/// <param name="Attempts">Nonces tried over all threads, at least those from the start to the found one.</param>
/// <param name="Elapsed">Time the search took.</param>
public readonly record struct WorkResult(ulong Nonce, ulong Value, long Attempts, TimeSpan Elapsed);
