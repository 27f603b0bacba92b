namespace Xe.Core.Views;

/// <summary>Size of a virtual machine.</summary>
public sealed record VmResourcesView
{
    /// <summary>Virtual CPUs.</summary>
    public ulong Vcpus { get; init; }

    /// <summary>MiB.</summary>
    public ulong MemoryMb { get; init; }

    /// <summary>GB.</summary>
    public ulong DiskGb { get; init; }
}
