namespace Xe.Core.Ledger;

/// <summary>The arithmetic of leases: exact unsigned 64-bit numbers, every product checked, every division rounded up
/// (spec 03 §2, 02 §8).</summary>
public static class LeasePricing
{
    /// <summary>micro-XUSD per virtual CPU and hour.</summary>
    public const ulong VcpuRate = 20_000;

    /// <summary>micro-XUSD per started GiB of memory and hour.</summary>
    public const ulong MemoryGbRate = 10_000;

    /// <summary>micro-XUSD per GB of disk and hour.</summary>
    public const ulong DiskGbRate = 1_000;

    /// <summary>What a lease costs. Null where it worked, else the text of spec 03 §2.1 that stands behind "lease cost ".</summary>
    /// <param name="dimensions">What is asked for.</param>
    /// <param name="multiplierMilli">The certificate's price multiplier × 1000; 1000 = baseline.</param>
    /// <param name="minDurationSecs">Shortest lease the genesis pins, seconds.</param>
    /// <param name="cost">The cost, micro-XUSD; at least 1.</param>
    public static Rejection? Cost(LeaseDimensions dimensions, ulong multiplierMilli, ulong minDurationSecs, out ulong cost)
    {
        cost = 0;
        ulong duration = dimensions.DurationSecs;
        if (multiplierMilli == 0)
            return new Rejection("lease_multiplier", "multiplierMilli must be non-zero");
        if (duration < minDurationSecs)
            return new Rejection("lease_duration", $"duration must be >= {minDurationSecs} seconds, got {duration}");
        if (duration > LeaseDimensions.MaxDurationSecs)
            return new Rejection("lease_duration", $"duration must be <= {LeaseDimensions.MaxDurationSecs} seconds, got {duration}");
        ulong minutes = CeilDiv(duration, 60);
        if (HourlyRate(dimensions, out ulong perHour) is { } overflow)
            return overflow;
        if (perHour == 0)
            return new Rejection("lease_empty", "lease requires at least some resources");
        if (!Multiply(perHour, minutes, out ulong total))
            return Overflow($"perHourMicro({perHour}) * minutes({minutes})");
        ulong baseCost = CeilDiv(total, 60);
        if (!Multiply(baseCost, multiplierMilli, out ulong scaled))
            return Overflow($"costMicro({baseCost}) * multiplierMilli({multiplierMilli})");
        cost = Math.Max(1, CeilDiv(scaled, 1000));
        return null;
    }

    /// <summary>What a provider puts down when it accepts, micro-XUSD: 0 where the divisor is 0, else max(1, ceil(cost /
    /// divisor)).</summary>
    /// <param name="cost">Lease cost, micro-XUSD.</param>
    /// <param name="divisor">The network's <see cref="NetworkRules.LeaseStakeDivisor"/>.</param>
    public static ulong Stake(ulong cost, ulong divisor) => divisor == 0 ? 0 : Math.Max(1, CeilDiv(cost, divisor));

    /// <summary>The emission factor after the payout cap, × 1000: r where there is no cap, no price or an overflow, else
    /// min(r, ceil(payoutCap × 1000 / twap)).</summary>
    /// <param name="r">R × 1000.</param>
    /// <param name="payoutCap">Payout cap × 1000; 0 = none.</param>
    /// <param name="twapMilli">Price of XE, milli-USD; 0 = unknown.</param>
    public static ulong CapR(ulong r, ulong payoutCap, ulong twapMilli) =>
        payoutCap == 0 || twapMilli == 0 || !Multiply(payoutCap, 1000, out ulong scaled) ? r : Math.Min(r, CeilDiv(scaled, twapMilli));

    /// <summary>What a settlement creates. Null where it worked, else "lease emission overflow: …".</summary>
    /// <param name="cost">Lease cost, micro-XUSD.</param>
    /// <param name="cappedR">Result of <see cref="CapR"/>.</param>
    /// <param name="emission">max(1, ceil(cost × R / 1000)), micro-XE.</param>
    public static Rejection? Emission(ulong cost, ulong cappedR, out ulong emission)
    {
        emission = 0;
        if (!Multiply(cost, cappedR, out ulong product))
            return new Rejection("emission_overflow", $"lease emission overflow: cost({cost}) * r({cappedR})");
        emission = Math.Max(1, CeilDiv(product, 1000));
        return null;
    }

    /// <summary>0 for 0, else (a − 1) / b + 1: rounds up and cannot overflow.</summary>
    public static ulong CeilDiv(ulong a, ulong b) => a == 0 ? 0 : (a - 1) / b + 1;

    private static Rejection? HourlyRate(LeaseDimensions dimensions, out ulong perHour)
    {
        perHour = 0;
        ulong memoryGb = CeilDiv(dimensions.MemoryMb, 1024);
        if (!Multiply(dimensions.Vcpus, VcpuRate, out ulong vcpu))
            return Overflow($"vcpus({dimensions.Vcpus}) * LeaseVCPURate({VcpuRate})");
        if (!Multiply(memoryGb, MemoryGbRate, out ulong memory))
            return Overflow($"memGB({memoryGb}) * LeaseMemGBRate({MemoryGbRate})");
        if (!Multiply(dimensions.DiskGb, DiskGbRate, out ulong disk))
            return Overflow($"diskGB({dimensions.DiskGb}) * LeaseDiskGBRate({DiskGbRate})");
        if (vcpu > ulong.MaxValue - memory)
            return Overflow($"perHourMicro vcpu({vcpu}) + mem({memory})");
        if (vcpu + memory > ulong.MaxValue - disk)
            return Overflow($"perHourMicro({vcpu + memory}) + disk({disk})");
        perHour = vcpu + memory + disk;
        return null;
    }

    private static bool Multiply(ulong a, ulong b, out ulong product) => Math.BigMul(a, b, out product) == 0;

    private static Rejection Overflow(string text) => new("lease_overflow", "overflow: " + text);
}
