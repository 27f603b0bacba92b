namespace Xe.Core.Chat;

/// <summary>A signed message between two accounts (spec 13 §6). Not encrypted, and bound to no network. Members stay text
/// because the id covers the text.</summary>
public sealed record ChatEnvelope
{
    /// <summary>Longest message, UTF-8 bytes.</summary>
    public const int MaxMessageBytes = 8192;

    /// <summary>Largest difference between the local clock and the timestamp: 5 min, ns; inclusive.</summary>
    public const long FreshnessNs = 300_000_000_000;

    /// <summary>SHA-256 of the content, 64 lower-case hex.</summary>
    public string Id { get; init; } = "";

    /// <summary>Address of the sender.</summary>
    public required string From { get; init; }

    /// <summary>Public key of the sender, hex.</summary>
    public required string PubKey { get; init; }

    /// <summary>Account of the recipient; any text.</summary>
    public required string To { get; init; }

    /// <summary>The text. Of remote origin: a terminal must strip its control characters.</summary>
    public required string Message { get; init; }

    /// <summary>Unix time, nanoseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Signature over the id, hex.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Proof of work over the id.</summary>
    public ulong PowNonce { get; init; }
}
