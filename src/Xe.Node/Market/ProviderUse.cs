using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Market;

/// <summary>What a provider's leases hold (spec 08 §10.1): those that are accepted hold capacity, all count.</summary>
/// <param name="Vcpus">Virtual CPUs held.</param>
/// <param name="MemoryMb">MiB held.</param>
/// <param name="DiskGb">GB held.</param>
/// <param name="Active">Leases that hold capacity.</param>
/// <param name="Total">All its leases.</param>
public readonly record struct ProviderUse(ulong Vcpus, ulong MemoryMb, ulong DiskGb, int Active, int Total)
{
    /// <summary>The use of every provider that has leases.</summary>
    public static IReadOnlyDictionary<Address, ProviderUse> Of(IEnumerable<LeaseRecord> leases)
    {
        ArgumentNullException.ThrowIfNull(leases);
        Dictionary<Address, ProviderUse> uses = [];
        foreach (LeaseRecord lease in leases)
        {
            ProviderUse use = uses.GetValueOrDefault(lease.Provider);
            bool holds = lease.State == LeaseState.Accepted;
            uses[lease.Provider] = new ProviderUse(
                use.Vcpus + (holds ? lease.Vcpus : 0), use.MemoryMb + (holds ? lease.MemoryMb : 0), use.DiskGb + (holds ? lease.DiskGb : 0),
                use.Active + (holds ? 1 : 0), use.Total + 1);
        }
        return uses;
    }
}
