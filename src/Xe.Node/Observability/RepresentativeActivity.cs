using System.Collections.Concurrent;
using Xe.Core.Primitives;

namespace Xe.Node.Observability;

/// <summary>When each representative's vote was seen last (spec 10 §2.3). Bounded: keys are free to make. Written under the
/// ledger's gate, read by any thread.</summary>
internal sealed class RepresentativeActivity(TimeProvider clock)
{
    private const int MaxTracked = 8192;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Dictionary<PublicKey, Address> _addresses = [];
    private readonly ConcurrentDictionary<Address, long> _seen = new();

    public void Saw(PublicKey key)
    {
        if (!_addresses.TryGetValue(key, out Address address))
        {
            if (_addresses.Count >= MaxTracked)
                Forget();
            if (_addresses.Count >= MaxTracked)
                return;
            address = Address.FromPublicKey(key);
            _addresses.Add(key, address);
        }
        _seen[address] = clock.GetTimestamp();
    }

    public bool IsActive(Address representative) => _seen.TryGetValue(representative, out long at) && clock.GetElapsedTime(at) <= Window;

    private void Forget()
    {
        foreach ((PublicKey key, Address address) in _addresses)
        {
            if (!IsActive(address))
            {
                _addresses.Remove(key);
                _seen.TryRemove(address, out _);
            }
        }
    }
}
