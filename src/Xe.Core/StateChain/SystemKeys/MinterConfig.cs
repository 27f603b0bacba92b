using System.Collections.Frozen;
using Xe.Core.Primitives;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary><c>sys.minter</c>: addresses that may mint XUSD. The member is called "keys" for historical reasons (spec 11 §5).</summary>
public static class MinterConfig
{
    /// <summary>The static rules of the key; null where the value passes.</summary>
    public static string? Check(ReadOnlySpan<byte> json)
    {
        KeysetMembers members = new();
        if (SchemaJson.ReadObject(json, members, KeysetMembers.Read) is { } error)
            return $"invalid minter config JSON: {error}";
        if (members.Keys.Count == 0)
            return "minter config must have at least one key";
        return KeyListRules.Check(members.Keys, "minter key");
    }

    /// <summary>The addresses that may mint; empty where the value is absent or unusable. Letter case makes no difference.</summary>
    public static FrozenSet<Address> Load(ReadOnlySpan<byte> json)
    {
        KeysetMembers members = new();
        if (json.IsEmpty || SchemaJson.ReadObject(json, members, KeysetMembers.Read) is not null)
            return [];
        return AddressList.Parse(members.Keys);
    }
}
