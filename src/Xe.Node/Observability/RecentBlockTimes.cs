using Xe.Core.Primitives;

namespace Xe.Node.Observability;

/// <summary>Timestamps of the blocks that came in lately, until they are final; the oldest makes room. Used under the
/// ledger's gate only.</summary>
internal sealed class RecentBlockTimes
{
    private const int Capacity = 65_536;

    private readonly Dictionary<Hash256, long> _times = [];
    private readonly Queue<Hash256> _order = new();

    public void Add(Hash256 hash, long timestampNs)
    {
        if (!_times.TryAdd(hash, timestampNs))
            return;
        _order.Enqueue(hash);
        while (_order.Count > Capacity)
            _times.Remove(_order.Dequeue());
    }

    public bool TryTake(Hash256 hash, out long timestampNs) => _times.Remove(hash, out timestampNs);
}
