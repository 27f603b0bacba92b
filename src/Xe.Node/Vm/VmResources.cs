namespace Xe.Node.Vm;

/// <summary>What a machine has, or is asked to have.</summary>
/// <param name="Vcpus">Virtual CPUs.</param>
/// <param name="MemoryMb">MiB.</param>
/// <param name="DiskGb">GB.</param>
public readonly record struct VmResources(ulong Vcpus, ulong MemoryMb, ulong DiskGb)
{
    /// <summary>Both together, saturating.</summary>
    public static VmResources operator +(VmResources a, VmResources b) => new(Add(a.Vcpus, b.Vcpus), Add(a.MemoryMb, b.MemoryMb), Add(a.DiskGb, b.DiskGb));

    /// <summary>What is left, never below 0.</summary>
    public static VmResources operator -(VmResources a, VmResources b) => new(Less(a.Vcpus, b.Vcpus), Less(a.MemoryMb, b.MemoryMb), Less(a.DiskGb, b.DiskGb));

    /// <summary>True where each fits.</summary>
    public bool Fits(VmResources available) => Vcpus <= available.Vcpus && MemoryMb <= available.MemoryMb && DiskGb <= available.DiskGb;

    private static ulong Add(ulong a, ulong b) => a > ulong.MaxValue - b ? ulong.MaxValue : a + b;

    private static ulong Less(ulong a, ulong b) => a > b ? a - b : 0;
}
