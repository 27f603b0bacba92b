using System.Collections.Frozen;
using Xe.Core.Primitives;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary>Address texts as a set; texts that are no address match nothing and are left out.</summary>
internal static class AddressList
{
    internal static FrozenSet<Address> Parse(IReadOnlyList<string> texts)
    {
        List<Address> addresses = new(texts.Count);
        foreach (string text in texts)
        {
            if (Address.TryParse(text, out Address address))
                addresses.Add(address);
        }
        return addresses.ToFrozenSet();
    }
}
