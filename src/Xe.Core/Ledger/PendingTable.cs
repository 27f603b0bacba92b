using System.Diagnostics.CodeAnalysis;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Pendings by hash and by destination, in order of arrival (spec 05 §2, entities 4 and 5).</summary>
public sealed class PendingTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Hash256, (long Order, PendingSend Pending)> _byHash = [];
    private readonly Dictionary<Address, SortedDictionary<long, PendingSend>> _byDestination = [];
    private long _next;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byHash.Count;
        }
    }

    /// <summary>One pending; null when absent.</summary>
    public PendingSend? Get(Hash256 sendHash)
    {
        lock (_lock)
            return _byHash.TryGetValue(sendHash, out (long, PendingSend Pending) found) ? found.Pending : null;
    }

    /// <summary>Pendings of one destination in order of arrival.</summary>
    public IReadOnlyList<PendingSend> ByDestination(Address destination, int offset, int limit)
    {
        lock (_lock)
        {
            return _byDestination.TryGetValue(destination, out SortedDictionary<long, PendingSend>? list)
                ? [.. list.Values.Skip(offset).Take(limit)]
                : [];
        }
    }

    /// <summary>All pendings in order of arrival.</summary>
    public IReadOnlyList<PendingSend> All()
    {
        lock (_lock)
            return [.. _byHash.Values.OrderBy(p => p.Order).Select(p => p.Pending)];
    }

    /// <summary>Puts (non-null) or removes (null) a pending.</summary>
    [SuppressMessage("Performance", "CA1854", Justification = "removal reads the old value once")]
    public void Set(Hash256 sendHash, PendingSend? pending)
    {
        lock (_lock)
        {
            if (_byHash.Remove(sendHash, out (long Order, PendingSend Pending) old))
            {
                SortedDictionary<long, PendingSend> list = _byDestination[old.Pending.Destination];
                list.Remove(old.Order);
                if (list.Count == 0)
                    _byDestination.Remove(old.Pending.Destination);
            }
            if (pending is null)
                return;
            long order = _next++;
            _byHash.Add(sendHash, (order, pending));
            if (!_byDestination.TryGetValue(pending.Destination, out SortedDictionary<long, PendingSend>? target))
                _byDestination.Add(pending.Destination, target = []);
            target.Add(order, pending);
        }
    }
}
