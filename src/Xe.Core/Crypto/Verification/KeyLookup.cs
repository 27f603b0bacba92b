namespace Xe.Core.Crypto.Verification;

/// <summary>What the cache knows of a public key.</summary>
internal enum KeyLookup
{
    /// <summary>Not seen lately: not worth a table.</summary>
    Unknown,

    /// <summary>Seen before: worth a table.</summary>
    Wanted,

    /// <summary>Its table is there, and held for the caller.</summary>
    Cached,
}
