using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Node.Storage;

namespace Xe.Tool.Bench;

/// <summary>The network the ledger benches run on: the built-in development network's genesis and rules (claim blocks, cheap
/// work that is still checked), without state-chain values.</summary>
internal static class BenchNetwork
{
    public static NetworkRules Rules => DevNetwork.Pair.Rules;

    public static BlockDecoder Decoder { get; } = DevNetwork.Pair.CreateDecoder();

    public static byte[] NetworkId { get; } = BlockEncoding.NetworkIdBytes(DevNetwork.Pair.NetworkId);

    public static LedgerOptions Options { get; } = new()
    {
        Genesis = DevNetwork.Pair.Ledger,
        Rules = DevNetwork.Pair.Rules,
        Config = new NoValues(),
    };

    public static StoreIdentity Identity { get; } = new(DevNetwork.Pair.LedgerHash, DevNetwork.Pair.NetworkId, default);

    private sealed class NoValues : ILedgerConfig
    {
        public TimekeeperSet? Timekeepers => null;

        public bool AllEligible => true;

        public bool IsMinter(Address account) => false;

        public bool IsEligible(Address representative) => true;

        public IReadOnlyList<LockedEmission> EpochCandidates(long timeNs) => [];

        public PerformanceCertificate? GetCertificate(string certificateHash) => null;
    }
}
