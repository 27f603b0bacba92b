namespace Xe.Core.Records;

/// <summary>How tolerant a reader is, by where the text comes from (spec 01 §3.1 rules 2 and 8).</summary>
public enum JsonStrictness
{
    /// <summary>One value and nothing after it; unknown members are ignored: topic validators, genesis files, stored records.</summary>
    Exact,
    /// <summary>Unknown members and trailing data are ignored: bodies of requests.</summary>
    Lenient,
    /// <summary>Any unknown member at any depth refuses the text; trailing data is ignored: the block and vote gossip ingest.</summary>
    GossipIngest,
}
