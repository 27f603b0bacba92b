namespace Xe.Core.Ledger;

/// <summary>What a lease asks for.</summary>
/// <param name="Vcpus">Virtual CPUs.</param>
/// <param name="MemoryMb">Memory, MiB.</param>
/// <param name="DiskGb">Disk, GB.</param>
/// <param name="DurationSecs">Duration, seconds.</param>
public readonly record struct LeaseDimensions(ulong Vcpus, ulong MemoryMb, ulong DiskGb, ulong DurationSecs)
{
    /// <summary>Most virtual CPUs.</summary>
    public const ulong MaxVcpus = 4_096;

    /// <summary>Most memory, MiB.</summary>
    public const ulong MaxMemoryMb = 67_108_864;

    /// <summary>Most disk, GB.</summary>
    public const ulong MaxDiskGb = 1_048_576;

    /// <summary>Longest lease, seconds.</summary>
    public const ulong MaxDurationSecs = 31_536_000;

    /// <summary>Null where a lease may ask for this, else the first text of spec 03 §2.2.</summary>
    /// <param name="minDurationSecs">Shortest lease the genesis pins, seconds.</param>
    public Rejection? Validate(ulong minDurationSecs)
    {
        if ((Vcpus | MemoryMb | DiskGb) == 0)
            return new Rejection("lease_empty", "lease must request at least one resource (vcpus, memory, or disk)");
        if (Vcpus > MaxVcpus)
            return new Rejection("lease_vcpus", $"lease vcpus must be <= {MaxVcpus}, got {Vcpus}");
        if (MemoryMb > MaxMemoryMb)
            return new Rejection("lease_memory", $"lease memory_mb must be <= {MaxMemoryMb}, got {MemoryMb}");
        if (DiskGb > MaxDiskGb)
            return new Rejection("lease_disk", $"lease disk_gb must be <= {MaxDiskGb}, got {DiskGb}");
        if (DurationSecs < minDurationSecs)
            return new Rejection("lease_duration", $"lease duration must be >= {minDurationSecs} seconds");
        return DurationSecs > MaxDurationSecs
            ? new Rejection("lease_duration", $"lease duration must be <= {MaxDurationSecs} seconds")
            : null;
    }
}
