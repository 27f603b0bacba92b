using Xe.Core;
using Xe.Node.Vm;

namespace Xe.Node.Leases;

/// <summary>What a provider offers, and which leases it takes (spec 12 §2). A bound of 0 is none.</summary>
public sealed record ProviderOptions
{
    /// <summary>Capacity offered. Default: 2 vCPU, 2048 MiB, 20 GB.</summary>
    public VmResources Capacity { get; init; } = new(2, 2048, 20);

    /// <summary>Price multiplier × 1000, 500 to 10,000; 0 = 1000. Default: 1000.</summary>
    public ulong PriceMultiplierMilli { get; init; } = 1000;

    /// <summary>Shortest lease taken, seconds. Default: 0.</summary>
    public ulong MinDurationSecs { get; init; }

    /// <summary>Longest lease taken, seconds. Default: 0.</summary>
    public ulong MaxDurationSecs { get; init; }

    /// <summary>Cheapest lease taken, micro-XUSD. Default: 0.</summary>
    public ulong MinCost { get; init; }

    /// <summary>Dearest lease taken, micro-XUSD. Default: 0.</summary>
    public ulong MaxCost { get; init; }

    /// <summary>Most machines at once. Default: 0.</summary>
    public ulong MaxConcurrentLeases { get; init; }

    /// <summary>Why the settings cannot be used; null where they can.</summary>
    public Rejection? Validate()
    {
        if (PriceMultiplierMilli != 0 && !Core.Leases.CertificateSigning.IsMultiplierInRange(PriceMultiplierMilli))
            return new Rejection("price_multiplier", $"the price multiplier must be 500 to 10000 (× 1000), got {PriceMultiplierMilli}");
        if (MinDurationSecs > 0 && MaxDurationSecs > 0 && MinDurationSecs > MaxDurationSecs)
            return new Rejection("lease_policy", $"min-lease-duration ({MinDurationSecs}s) must be ≤ max-lease-duration ({MaxDurationSecs}s)");
        if (MinCost > 0 && MaxCost > 0 && MinCost > MaxCost)
            return new Rejection("lease_policy", $"min-lease-cost ({MinCost}) must be ≤ max-lease-cost ({MaxCost})");
        return null;
    }

    /// <summary>The first bound a lease violates; null where it may be taken.</summary>
    /// <param name="durationSecs">Its duration.</param>
    /// <param name="cost">Its cost, micro-XUSD.</param>
    /// <param name="active">Machines there are.</param>
    public Rejection? Judge(ulong durationSecs, ulong cost, int active)
    {
        if (MinDurationSecs > 0 && durationSecs < MinDurationSecs)
            return new Rejection("lease_policy", $"duration {durationSecs}s is below this provider's minimum of {MinDurationSecs}s");
        if (MaxDurationSecs > 0 && durationSecs > MaxDurationSecs)
            return new Rejection("lease_policy", $"duration {durationSecs}s is above this provider's maximum of {MaxDurationSecs}s");
        if (MinCost > 0 && cost < MinCost)
            return new Rejection("lease_policy", $"cost {cost} is below this provider's minimum of {MinCost}");
        if (MaxCost > 0 && cost > MaxCost)
            return new Rejection("lease_policy", $"cost {cost} is above this provider's maximum of {MaxCost}");
        return MaxConcurrentLeases > 0 && (ulong)active >= MaxConcurrentLeases
            ? new Rejection("lease_policy", $"{active} leases are active, this provider takes {MaxConcurrentLeases}")
            : null;
    }
}
