using System.Security.Cryptography;
using Xe.Core.Blocks;

namespace Xe.Core.Genesis;

/// <summary>The development network that is built in: instant work, claim blocks, short leases, and keys that everybody
/// knows. Never put value on it. Its documents are also in <c>genesis/dev</c>.</summary>
public static class DevNetwork
{
    private static readonly Lazy<GeneratedNetwork> Network = new(Generate);

    /// <summary>Short windows, so that a lease can be watched from request to settlement: at least 1 s, grace 10 s, gap 25 s,
    /// escrow expiry 120 s, archive gap 60 s, skew 10 s.</summary>
    public static LeaseTiming Timing { get; } = new(1, 10_000_000_000, 25_000_000_000, 120_000_000_000, 60_000_000_000, 10_000_000_000);

    /// <summary>The documents and the well-known secrets: treasury, node-0 (the representative and timekeeper), three DAO keys,
    /// oracle, minter.</summary>
    public static GeneratedNetwork Generated => Network.Value;

    /// <summary>The validated pair.</summary>
    public static GenesisPair Pair => Network.Value.Pair;

    /// <summary>Options of a network like this one under another name, or with more nodes.</summary>
    public static GenesisOptions Options { get; } = new()
    {
        Name = "xe-dev",
        Seed = SHA256.HashData("The XE development network. These keys are public."u8),
        Rules = NetworkRules.Dev,
        Timing = Timing,
    };

    private static GeneratedNetwork Generate() =>
        GenesisGenerator.TryGenerate(Options, out GeneratedNetwork? network, out Rejection? rejection)
            ? network
            : throw new InvalidOperationException("the built-in network is not valid: " + rejection.Text);
}
