namespace Xe.Core.StateChain;

/// <summary>A block of the state chain as received (spec 11 §1.1). Immutable. Two blocks are the same when their hashes are,
/// whoever signed them.</summary>
public sealed record StateBlock
{
    /// <summary>Longest key, bytes.</summary>
    public const int MaxKeyBytes = 128;

    /// <summary>Longest value, bytes.</summary>
    public const int MaxValueBytes = 65_536;

    /// <summary>Largest block, bytes of its compact JSON.</summary>
    public const int MaxBlockBytes = 262_144;

    /// <summary>The previous hash of a genesis block.</summary>
    public const string ZeroHash = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Place in the chain; 0 = genesis.</summary>
    public required ulong Index { get; init; }

    /// <summary>Hash of the previous block, hex as given.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The writes in order. Never empty in a valid block.</summary>
    public required IReadOnlyList<StateOp> Ops { get; init; }

    /// <summary>Signatures; not hashed. Null where the JSON said <c>null</c>, which is written back as such.</summary>
    public IReadOnlyList<StateSignature>? Signatures { get; init; } = [];

    /// <summary>The hash the block claims, 64 lower-case hex in a valid block.</summary>
    public required string Hash { get; init; }

    /// <summary>Unix time, nanoseconds; never compared with a clock.</summary>
    public required long Timestamp { get; init; }
}
