using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>M-of-N public keys (spec 01 §4.4, §8.7). <see cref="Threshold"/> is what JSON said, valid or not; the rules check it.</summary>
/// <param name="Keys">Keys in their given order.</param>
/// <param name="Threshold">Signatures needed.</param>
public sealed record Keyset(IReadOnlyList<PublicKey> Keys, long Threshold)
{
    /// <inheritdoc />
    public bool Equals(Keyset? other) => other is not null && Threshold == other.Threshold && Keys.SequenceEqual(other.Keys);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Threshold, Keys.Count, Keys.Count > 0 ? Keys[0] : default);
}
