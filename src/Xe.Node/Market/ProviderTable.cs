using Xe.Core.Leases.Market;
using Xe.Core.Primitives;

namespace Xe.Node.Market;

/// <summary>The newest verified advertisement heard of each provider (spec 12 §3.1). Memory only; bounded: a full table
/// forgets the provider heard longest ago. Thread-safe.</summary>
public sealed class ProviderTable
{
    /// <summary>Most providers held.</summary>
    public const int MaxProviders = 10_000;

    private readonly Lock _gate = new();
    private readonly int _capacity;
    private readonly Dictionary<Address, MarketplaceAdvertisement> _newest = [];
    private readonly LinkedList<Address> _heard = new();
    private readonly Dictionary<Address, LinkedListNode<Address>> _places = [];

    /// <summary>An empty table.</summary>
    /// <param name="capacity">Most providers held.</param>
    public ProviderTable(int capacity = MaxProviders) => _capacity = capacity;

    /// <summary>Takes a verified advertisement; one that is not newer than the one held changes nothing.</summary>
    public void Heard(MarketplaceAdvertisement advertisement)
    {
        ArgumentNullException.ThrowIfNull(advertisement);
        if (!Address.TryParse(advertisement.Provider, out Address provider))
            return;
        lock (_gate)
        {
            if (_newest.TryGetValue(provider, out MarketplaceAdvertisement? held) && held.Timestamp >= advertisement.Timestamp)
                return;
            if (_places.Remove(provider, out LinkedListNode<Address>? place))
                _heard.Remove(place);
            else if (_newest.Count >= _capacity)
                Forget(_heard.First!.Value);
            _places.Add(provider, _heard.AddLast(provider));
            _newest[provider] = advertisement;
        }
    }

    /// <summary>All of them, by provider.</summary>
    public IReadOnlyList<KeyValuePair<Address, MarketplaceAdvertisement>> All()
    {
        lock (_gate)
            return [.. _newest.OrderBy(entry => entry.Key)];
    }

    private void Forget(Address provider)
    {
        _heard.Remove(_places[provider]);
        _places.Remove(provider);
        _newest.Remove(provider);
    }
}
