namespace Xe.Core.StateChain.SystemKeys;

/// <summary>When a feature becomes active (spec 11 §5.1); a term of 0 is absent.</summary>
/// <param name="AtIndex">Lowest tip index.</param>
/// <param name="NotBeforeNs">Lowest tip timestamp, Unix ns.</param>
public readonly record struct ActivationRecord(ulong AtIndex, long NotBeforeNs)
{
    /// <summary>True at a tip that satisfies both terms. The local clock never decides.</summary>
    public bool IsActiveAt(ulong tipIndex, long tipTimestamp) => tipIndex >= AtIndex && tipTimestamp >= NotBeforeNs;
}
