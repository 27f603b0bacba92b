using System.Collections.Frozen;

namespace Xe.Core.Leases;

/// <summary>The trusted timekeepers of <c>sys.timekeepers</c> (spec 01 §14.2). Keys are compared as text, exactly.</summary>
public sealed class TimekeeperSet
{
    private readonly FrozenSet<string> _keys;

    /// <summary>A set as configured; what it says is judged by <see cref="AttestationList"/>.</summary>
    /// <param name="keys">Public keys, 64 hex each.</param>
    /// <param name="threshold">Attestations needed; below 1 the set is unusable.</param>
    public TimekeeperSet(IReadOnlyList<string> keys, long threshold)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Keys = keys;
        Threshold = threshold;
        _keys = keys.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Keys in their given order; may repeat.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Attestations needed.</summary>
    public long Threshold { get; }

    /// <summary>False for a set nothing can be attested with: no keys or no threshold.</summary>
    public bool IsConfigured => Threshold > 0 && Keys.Count > 0;

    /// <summary>True where the key text is listed, byte for byte.</summary>
    public bool Contains(string publicKey) => _keys.Contains(publicKey);
}
