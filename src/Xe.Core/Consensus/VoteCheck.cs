using Xe.Core.Crypto;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.Consensus;

/// <summary>Validation of a received vote (spec 01 §13.3, 04 §8). Malformed keys and hashes end in <see cref="VoteJson"/>
/// already: a typed vote has none.</summary>
public static class VoteCheck
{
    /// <summary>Largest difference between a vote's time and the local clock: 300 s, ns; inclusive.</summary>
    public const long WindowNs = 300_000_000_000;

    /// <summary>The part that needs neither weight nor clock, as topic validators apply it: the signature.</summary>
    public static Rejection? Signature(Vote vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        Span<byte> signed = stackalloc byte[VoteEncoding.SignedSize];
        VoteEncoding.WriteSigned(vote, signed);
        return Ed25519.Verify(vote.RepKey.Value.Span, signed, vote.Signature.Span)
            ? null
            : new Rejection("vote_signature", "ValidateVote: signature verification failed");
    }

    /// <summary>The whole check: signature, weight, time.</summary>
    /// <param name="vote">The vote.</param>
    /// <param name="weightOf">Present weight of a representative's address, micro-XE; 0 where it has none or may not vote.</param>
    /// <param name="clock">The local clock.</param>
    /// <param name="weight">The weight found, 0 on refusal.</param>
    public static Rejection? Validate(Vote vote, Func<Address, ulong> weightOf, TimeProvider clock, out ulong weight)
    {
        ArgumentNullException.ThrowIfNull(vote);
        ArgumentNullException.ThrowIfNull(weightOf);
        weight = 0;
        if (Signature(vote) is { } signature)
            return signature;
        ulong found = weightOf(Address.FromPublicKey(vote.RepKey));
        Rejection? refused = WeightAndTime(vote, found, clock);
        weight = refused is null ? found : 0;
        return refused;
    }

    /// <summary>The part behind the signature, for votes whose signature was verified before they were queued.</summary>
    /// <param name="vote">The vote.</param>
    /// <param name="weight">Present weight of the representative, micro-XE.</param>
    /// <param name="clock">The local clock.</param>
    public static Rejection? WeightAndTime(Vote vote, ulong weight, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(vote);
        if (weight == 0)
            return new Rejection("vote_no_weight", $"ValidateVote: representative {vote.RepKey.ToString().AsSpan(0, 8)} has zero vote weight");
        if (vote.Timestamp < 0)
            return new Rejection("vote_timestamp_negative", "ValidateVote: timestamp must not be negative");
        ulong delta = UnixNanos.Distance(vote.Timestamp, clock.UnixNow());
        if (delta <= WindowNs)
            return null;
        string text = GoText.Duration((long)Math.Min(delta, long.MaxValue));
        return new Rejection("vote_timestamp_range", $"ValidateVote: timestamp out of range: delta={text}");
    }
}
