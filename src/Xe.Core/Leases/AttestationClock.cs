namespace Xe.Core.Leases;

/// <summary>The skew test of live ingress (spec 01 §14.3); absent for blocks from sync and promoted winners.</summary>
/// <param name="NowNs">The local clock, Unix ns.</param>
/// <param name="MaxSkewNs">Largest difference that still counts, ns; inclusive.</param>
public readonly record struct AttestationClock(long NowNs, long MaxSkewNs);
