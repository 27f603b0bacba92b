using Xe.Core.Blocks;

namespace Xe.Core.Consensus;

/// <summary>Remembers for which resolved positions an answer went out lately; bounded, oldest forgotten first.</summary>
internal sealed class AnswerLimiter(int capacity)
{
    private readonly Dictionary<Position, long> _last = [];
    private readonly Queue<Position> _order = new();

    /// <summary>True, and remembered, when no answer went out within the interval.</summary>
    public bool TryTake(Position position, long now, long interval)
    {
        if (_last.TryGetValue(position, out long last))
        {
            if (now - last < interval)
                return false;
            _last[position] = now;
            return true;
        }
        if (_last.Count >= capacity)
            _last.Remove(_order.Dequeue());
        _last.Add(position, now);
        _order.Enqueue(position);
        return true;
    }
}
