using Xe.Core.Consensus;
using Xe.Core.Records;
using Xe.Libp2p.Pubsub;

namespace Xe.Node.Net.Gossip;

/// <summary>Validator of <c>xe/votes</c> (spec 06 §7.5): form and signature, neither weight nor time.</summary>
internal static class VoteTopic
{
    private const int SignatureSize = 64;

    /// <summary>Judges a message.</summary>
    /// <param name="data">The payload.</param>
    /// <param name="vote">The vote, verified, where this node understands all of it; null where it only relays.</param>
    public static ValidationResult Validate(ReadOnlySpan<byte> data, out Vote? vote)
    {
        vote = null;
        if (!VoteJson.TryReadMessage(data, JsonStrictness.Exact, out Vote? read, out _) || read.Signature.Length != SignatureSize)
            return ValidationResult.Reject;
        if (VoteCheck.Signature(read) is not null)
            return ValidationResult.Reject;
        vote = VoteJson.TryReadMessage(data, JsonStrictness.GossipIngest, out _, out _) ? read : null;
        return ValidationResult.Accept;
    }
}
