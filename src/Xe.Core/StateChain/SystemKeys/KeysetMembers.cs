using Xe.Core.Json;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary>The members keysets are made of.</summary>
internal sealed class KeysetMembers
{
    private List<string> _keys = [];
    private long _threshold;
    private string _allowedPrefix = "";

    internal IReadOnlyList<string> Keys => _keys;

    internal long Threshold => _threshold;

    internal string AllowedPrefix => _allowedPrefix;

    internal static void Read(ref GoJsonReader reader, scoped ReadOnlySpan<byte> name, KeysetMembers target)
    {
        if (name.SequenceEqual("keys"u8))
            reader.ReadStrings(ref target._keys);
        else if (name.SequenceEqual("threshold"u8))
            reader.ReadInt64(ref target._threshold);
        else if (name.SequenceEqual("allowed_prefix"u8))
            reader.ReadString(ref target._allowedPrefix);
        else
            reader.SkipUnknown();
    }
}
