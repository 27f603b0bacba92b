namespace Xe.Core.Json;

/// <summary>What a reader does with bytes behind the first JSON value (spec 01 §3.1 rule 8).</summary>
public enum TrailingData
{
    /// <summary>An error: topic validators, genesis files, persisted records.</summary>
    Refuse,
    /// <summary>Not looked at: bodies of POST requests, gossip readers.</summary>
    Ignore,
}
