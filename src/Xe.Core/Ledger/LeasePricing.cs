namespace Xe.Core.Ledger;

/// <summary>Lease economics: checked unsigned 64-bit arithmetic, every division rounded up (spec 03 §2, 02 §8).</summary>
public static class LeasePricing
{
    /// <summary>Longest lease, seconds.</summary>
    public const ulong MaxDurationSecs = 31_536_000;

    /// <summary>Most virtual CPUs of a lease.</summary>
    public const ulong MaxVcpus = 4_096;

    /// <summary>Most memory of a lease, MiB.</summary>
    public const ulong MaxMemoryMb = 67_108_864;

    /// <summary>Most disk of a lease, GB.</summary>
    public const ulong MaxDiskGb = 1_048_576;

    private const ulong VcpuRate = 20_000;
    private const ulong MemGbRate = 10_000;
    private const ulong DiskGbRate = 1_000;

    /// <summary>Limits of a request (spec 03 §2.2): the first failing check, or null.</summary>
    public static Rejection? ValidateDimensions(ulong vcpus, ulong memoryMb, ulong diskGb, ulong durationSecs, ulong minDurationSecs)
    {
        if (vcpus == 0 && memoryMb == 0 && diskGb == 0)
            return new Rejection("lease_no_resources", "lease must request at least one resource (vcpus, memory, or disk)");
        if (vcpus > MaxVcpus)
            return new Rejection("lease_vcpus", $"lease vcpus must be <= {MaxVcpus}, got {vcpus}");
        if (memoryMb > MaxMemoryMb)
            return new Rejection("lease_memory", $"lease memory_mb must be <= {MaxMemoryMb}, got {memoryMb}");
        if (diskGb > MaxDiskGb)
            return new Rejection("lease_disk", $"lease disk_gb must be <= {MaxDiskGb}, got {diskGb}");
        if (durationSecs < minDurationSecs)
            return new Rejection("lease_duration", $"lease duration must be >= {minDurationSecs} seconds");
        return durationSecs > MaxDurationSecs
            ? new Rejection("lease_duration", $"lease duration must be <= {MaxDurationSecs} seconds")
            : null;
    }

    /// <summary>Cost of a lease, micro-XUSD (spec 03 §2.1). Billed per started minute; two separate ceilings.</summary>
    /// <param name="vcpus">Virtual CPUs.</param>
    /// <param name="memoryMb">Memory, MiB.</param>
    /// <param name="diskGb">Disk, GB.</param>
    /// <param name="durationSecs">Seconds.</param>
    /// <param name="multiplierMilli">Price multiplier × 1000.</param>
    /// <param name="minDurationSecs">Shortest lease of the network, seconds.</param>
    /// <param name="cost">The cost; 0 on refusal.</param>
    public static Rejection? Cost(
        ulong vcpus, ulong memoryMb, ulong diskGb, ulong durationSecs, ulong multiplierMilli, ulong minDurationSecs, out ulong cost)
    {
        cost = 0;
        if (multiplierMilli == 0)
            return new Rejection("lease_multiplier", "multiplierMilli must be non-zero");
        if (durationSecs < minDurationSecs)
            return new Rejection("lease_duration", $"duration must be >= {minDurationSecs} seconds, got {durationSecs}");
        if (durationSecs > MaxDurationSecs)
            return new Rejection("lease_duration", $"duration must be <= {MaxDurationSecs} seconds, got {durationSecs}");
        ulong minutes = CeilDiv(durationSecs, 60);
        ulong memGb = CeilDiv(memoryMb, 1024);

        if (!TryMul(vcpus, VcpuRate, out ulong v))
            return Overflow($"vcpus({vcpus}) * LeaseVCPURate({VcpuRate})");
        if (!TryMul(memGb, MemGbRate, out ulong m))
            return Overflow($"memGB({memGb}) * LeaseMemGBRate({MemGbRate})");
        if (!TryMul(diskGb, DiskGbRate, out ulong d))
            return Overflow($"diskGB({diskGb}) * LeaseDiskGBRate({DiskGbRate})");
        if (!TryAdd(v, m, out ulong perHour))
            return Overflow($"perHourMicro vcpu({v}) + mem({m})");
        if (!TryAdd(perHour, d, out ulong perHourAll))
            return Overflow($"perHourMicro({perHour}) + disk({d})");
        if (perHourAll == 0)
            return new Rejection("lease_no_resources", "lease requires at least some resources");
        if (!TryMul(perHourAll, minutes, out ulong x))
            return Overflow($"perHourMicro({perHourAll}) * minutes({minutes})");
        ulong baseCost = CeilDiv(x, 60);
        if (!TryMul(baseCost, multiplierMilli, out ulong y))
            return Overflow($"costMicro({baseCost}) * multiplierMilli({multiplierMilli})");
        cost = Math.Max(1, CeilDiv(y, 1000));
        return null;
    }

    /// <summary>Provider stake, micro-XUSD: 0 without a divisor, else a share of the cost, at least 1 (spec 03 §2.3).</summary>
    public static ulong Stake(ulong cost, ulong divisor) => divisor == 0 ? 0 : Math.Max(1, CeilDiv(cost, divisor));

    /// <summary>R × 1000 after the payout cap (spec 03 §2.3).</summary>
    /// <param name="r">R × 1000.</param>
    /// <param name="payoutCap">Payout cap × 1000; 0 = none.</param>
    /// <param name="twapMilli">TWAP, milli-USD; 0 = none.</param>
    public static ulong CapR(ulong r, ulong payoutCap, ulong twapMilli) =>
        payoutCap == 0 || twapMilli == 0 || !TryMul(payoutCap, 1000, out ulong scaled)
            ? r
            : Math.Min(r, CeilDiv(scaled, twapMilli));

    /// <summary>XE a settlement creates, micro-XE, at least 1 (spec 03 §2.3).</summary>
    /// <param name="cost">Lease cost, micro-XUSD.</param>
    /// <param name="r">Capped R × 1000.</param>
    /// <param name="emission">The emission; 0 on refusal.</param>
    public static Rejection? Emission(ulong cost, ulong r, out ulong emission)
    {
        emission = 0;
        if (!TryMul(cost, r, out ulong product))
            return new Rejection("emission_overflow", $"lease emission overflow: cost({cost}) * r({r})");
        emission = Math.Max(1, CeilDiv(product, 1000));
        return null;
    }

    // (a − 1) / b + 1, never (a + b − 1) / b: that sum can overflow.
    private static ulong CeilDiv(ulong a, ulong b) => a == 0 ? 0 : (a - 1) / b + 1;

    private static bool TryMul(ulong a, ulong b, out ulong product)
    {
        ulong high = Math.BigMul(a, b, out product);
        return high == 0;
    }

    private static bool TryAdd(ulong a, ulong b, out ulong sum)
    {
        sum = unchecked(a + b);
        return sum >= a;
    }

    private static Rejection Overflow(string what) => new("lease_cost_overflow", $"overflow: {what}");
}
