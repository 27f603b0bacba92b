using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>Bounds how many votes one representative may leave here for blocks this node does not hold (spec 04 §20.4):
/// weight must not be a licence to fill memory.</summary>
internal sealed class UnheldVotes(int perRepresentative)
{
    private readonly Dictionary<PublicKey, int> _counts = [];
    private readonly Dictionary<Position, List<PublicKey>> _byPosition = [];

    /// <summary>True when the vote may be kept.</summary>
    public bool TryAdmit(PublicKey representative, Position position)
    {
        if (_byPosition.TryGetValue(position, out List<PublicKey>? here) && here.Contains(representative))
            return true;
        int count = _counts.GetValueOrDefault(representative);
        if (count >= perRepresentative)
            return false;
        _counts[representative] = count + 1;
        if (here is null)
            _byPosition.Add(position, here = new List<PublicKey>(2));
        here.Add(representative);
        return true;
    }

    /// <summary>Forgets a position: its block arrived or its election ended.</summary>
    public void Release(Position position)
    {
        if (!_byPosition.Remove(position, out List<PublicKey>? here))
            return;
        foreach (PublicKey representative in here)
        {
            int left = _counts[representative] - 1;
            if (left > 0)
                _counts[representative] = left;
            else
                _counts.Remove(representative);
        }
    }
}
