using Xe.Core.Primitives;
using Xe.Node.Vm;

namespace Xe.Node.Leases;

/// <summary>Capacity promised to machines that are being made. A machine that is listed and still reserved counts twice for a
/// moment: that errs on the safe side. Thread-safe.</summary>
internal sealed class Reservations(VmResources capacity, Func<IReadOnlyList<VmInfo>> machines)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Hash256, VmResources> _reserved = [];

    /// <summary>What is neither used nor promised.</summary>
    public VmResources Available
    {
        get
        {
            lock (_gate)
                return capacity - Used();
        }
    }

    /// <summary>Promises resources to a lease; false where they are not there, or the lease has a promise.</summary>
    public bool TryTake(Hash256 lease, VmResources wanted)
    {
        lock (_gate)
            return wanted.Fits(capacity - Used()) && _reserved.TryAdd(lease, wanted);
    }

    /// <summary>Ends a promise.</summary>
    public void Release(Hash256 lease)
    {
        lock (_gate)
            _reserved.Remove(lease);
    }

    private VmResources Used()
    {
        VmResources used = default;
        foreach (VmInfo machine in machines())
            used += machine.Resources;
        foreach (VmResources promised in _reserved.Values)
            used += promised;
        return used;
    }
}
