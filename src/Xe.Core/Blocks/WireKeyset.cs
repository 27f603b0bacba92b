namespace Xe.Core.Blocks;

/// <summary>A keyset as JSON holds it (spec 01 §3.4): key texts and a signed threshold, unchecked.</summary>
public sealed class WireKeyset
{
    /// <summary>Public keys, 64 hex each.</summary>
    public IReadOnlyList<string> Keys { get; set; } = [];

    /// <summary>Signatures needed.</summary>
    public long Threshold { get; set; }
}
