using Xe.Core.Primitives;

namespace Xe.Core.Leases;

/// <summary>A provider's signed benchmark record (spec 12 §4.2). Hex members stay text because the hash covers the text.</summary>
public sealed record PerformanceCertificate
{
    /// <summary>The workload this node knows (spec 12 §4.1).</summary>
    public const ulong CurrentWorkloadVersion = 3;

    /// <summary>Hash iterations of that workload.</summary>
    public const ulong RequiredIterations = 375_000_000;

    /// <summary>Lowest price multiplier, × 1000.</summary>
    public const ulong MinPriceMultiplierMilli = 500;

    /// <summary>Highest price multiplier, × 1000.</summary>
    public const ulong MaxPriceMultiplierMilli = 10_000;

    /// <summary>Validity given by an honest issuer: 7 days, ns.</summary>
    public const long ValidityNs = 604_800_000_000_000;

    /// <summary>Provider's address.</summary>
    public required string Provider { get; init; }

    /// <summary>Provider's public key, hex.</summary>
    public required string ProviderPubKey { get; init; }

    /// <summary>Benchmark seed, hex.</summary>
    public required string Seed { get; init; }

    /// <summary>Benchmark version; 3.</summary>
    public required ulong WorkloadVersion { get; init; }

    /// <summary>Hash iterations; 375,000,000.</summary>
    public required ulong Iterations { get; init; }

    /// <summary>Benchmark result, hex.</summary>
    public required string WorkProof { get; init; }

    /// <summary>1 / elapsed seconds. All bits count: they are hashed.</summary>
    public required double Score { get; init; }

    /// <summary>Root over the attestations of the start.</summary>
    public required string StartAttestationRoot { get; init; }

    /// <summary>Root over the attestations of the end.</summary>
    public required string EndAttestationRoot { get; init; }

    /// <summary>Attested start, Unix ns.</summary>
    public required long StartMedian { get; init; }

    /// <summary>Attested end, Unix ns.</summary>
    public required long EndMedian { get; init; }

    /// <summary>Equal to the attested start, Unix ns.</summary>
    public required long IssuedAt { get; init; }

    /// <summary>End of validity, Unix ns; 0 = never (to the ledger).</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Price multiplier × 1000.</summary>
    public required ulong PriceMultiplierMilli { get; init; }

    /// <summary>Signature over the hash, hex.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Hash of the content, hex; leases pin this text.</summary>
    public string Hash { get; init; } = "";

    /// <summary>True while the certificate counts for discovery and for the own status: it expires after <paramref name="nowNs"/>
    /// (spec 12 §4.5).</summary>
    public bool IsValidAt(long nowNs) => ExpiresAt > nowNs;

    /// <summary>True where the ledger lets a time use the certificate: it is not after the expiry, 0 meaning never.</summary>
    public bool Covers(long timeNs) => ExpiresAt == 0 || timeNs <= ExpiresAt;

    /// <summary>The score of a benchmark between two attested times, 1 / seconds; null where no time passed.</summary>
    public static double? ScoreOf(long startMedian, long endMedian)
    {
        Int128 elapsed = (Int128)endMedian - startMedian;
        return elapsed > 0 ? 1.0 / ((double)elapsed / 1e9) : null;
    }

    /// <summary>The provider as a value; null where the text is none.</summary>
    public Address? ProviderAddress() => Address.TryParse(Provider, out Address address) ? address : null;
}
