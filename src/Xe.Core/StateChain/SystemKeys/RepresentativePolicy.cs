using System.Collections.Frozen;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary><c>sys.representatives</c>: which representatives count for quorum (spec 11 §5.4, 04 §4). The same object is given
/// while the value is unchanged, so caches may key on it.</summary>
public sealed class RepresentativePolicy
{
    /// <summary>Most addresses an allowlist may have.</summary>
    public const int MaxAddresses = 1000;

    private const string OpenMode = "open", AllowlistMode = "allowlist";

    private RepresentativePolicy(FrozenSet<Address>? allowed) => Allowed = allowed;

    /// <summary>Every representative counts.</summary>
    public static RepresentativePolicy Open { get; } = new(null);

    /// <summary>The only ones that count, or null where all do. Where they hold no weight at all while others do, the quorum
    /// rules ignore the list (spec 04 §4).</summary>
    public FrozenSet<Address>? Allowed { get; }

    /// <summary>True where all representatives count.</summary>
    public bool IsOpen => Allowed is null;

    /// <summary>True where the representative counts.</summary>
    public bool Allows(Address representative) => Allowed is null || Allowed.Contains(representative);

    /// <summary>The static rules of the key; null where the value passes.</summary>
    public static string? Check(ReadOnlySpan<byte> json)
    {
        Members members = new();
        if (SchemaJson.ReadObject(json, members, Members.Read) is { } error)
            return $"invalid representatives JSON: {error}";
        switch (members.Mode)
        {
            case OpenMode:
                return members.Addresses.Count == 0 ? null : "representatives mode \"open\" must not carry addresses";
            case AllowlistMode when members.Addresses.Count == 0:
                return "representatives allowlist must have at least one address";
            case AllowlistMode when members.Addresses.Count > MaxAddresses:
                return $"representatives allowlist has {members.Addresses.Count} addresses, maximum {MaxAddresses}";
            case AllowlistMode:
                return KeyListRules.Check(members.Addresses, "representatives address");
            default:
                return $"representatives mode {GoQuote.Quote(members.Mode)} unknown (want \"open\" or \"allowlist\")";
        }
    }

    /// <summary>The policy in force. Reading fails open: absent, undecodable, unknown mode or an empty list allow everyone.</summary>
    public static RepresentativePolicy Load(ReadOnlySpan<byte> json)
    {
        Members members = new();
        if (json.IsEmpty || SchemaJson.ReadObject(json, members, Members.Read) is not null
            || members.Mode != AllowlistMode || members.Addresses.Count == 0)
        {
            return Open;
        }
        return new RepresentativePolicy(AddressList.Parse(members.Addresses));
    }

    private sealed class Members
    {
        private string _mode = "";
        private List<string> _addresses = [];

        public string Mode => _mode;

        public List<string> Addresses => _addresses;

        public static void Read(ref GoJsonReader reader, scoped ReadOnlySpan<byte> name, Members target)
        {
            if (name.SequenceEqual("mode"u8))
                reader.ReadString(ref target._mode);
            else if (name.SequenceEqual("addresses"u8))
                reader.ReadStrings(ref target._addresses);
            else
                reader.SkipUnknown();
        }
    }
}
