using System.Collections.Frozen;

namespace Xe.Node.Net.Gossip;

/// <summary>The topics of the network (spec 06 §7.1). Subscriptions to others are not taken note of.</summary>
internal static class TopicNames
{
    internal const string Blocks = "xe/blocks";
    internal const string Votes = "xe/votes";
    internal const string Marketplace = "xe/marketplace";
    internal const string StateChain = "xe/statechain";
    internal const string Directory = "xe/directory";
    internal const string Certificates = "xe/certificates";

    internal static FrozenSet<string> All { get; } = FrozenSet.ToFrozenSet([Blocks, Votes, Marketplace, StateChain, Directory, Certificates]);
}
