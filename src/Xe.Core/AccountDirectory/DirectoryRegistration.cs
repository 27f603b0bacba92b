namespace Xe.Core.AccountDirectory;

/// <summary>A signed statement that an account is served by a network peer (spec 13 §1). Members stay text because the
/// signature covers the text.</summary>
public sealed record DirectoryRegistration
{
    /// <summary>Life of a record unless configured, counted from its own timestamp: 30 min, ns.</summary>
    public const long DefaultTtlNs = 1_800_000_000_000;

    /// <summary>How far ahead of the local clock a record may be stamped before it is not stored: 5 min, ns.</summary>
    public const long MaxLeadNs = 300_000_000_000;

    /// <summary>Account address.</summary>
    public required string Account { get; init; }

    /// <summary>Public key of the account, hex.</summary>
    public required string PubKey { get; init; }

    /// <summary>Peer id of the serving node, base58. Of remote origin: may be any text of any length.</summary>
    public required string NodePeer { get; init; }

    /// <summary>Unix time, nanoseconds, chosen by the signer.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Signature over the digest, hex.</summary>
    public string Signature { get; init; } = "";

    /// <summary>False once the local clock is more than the time to live past the record's own timestamp (spec 13 §2).</summary>
    public bool IsLiveAt(long nowNs, long ttlNs = DefaultTtlNs) => (Int128)nowNs - Timestamp <= ttlNs;

    /// <summary>True for a stamp too far ahead of the local clock to be stored (spec 13 §2, hardening).</summary>
    public bool IsTooEarlyAt(long nowNs) => (Int128)Timestamp - nowNs > MaxLeadNs;
}
