using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Core.Genesis;

/// <summary>What a new network is generated from. Keys that are not given are derived from <see cref="Seed"/> and come out as
/// secrets; the same options give the same documents.</summary>
public sealed record GenesisOptions
{
    /// <summary>Name of the network: the id, or its start where the rules are not the public ones (<see cref="NetworkIds"/>).</summary>
    public required string Name { get; init; }

    /// <summary>32 secret random bytes everything generated derives from.</summary>
    public required ReadOnlyMemory<byte> Seed { get; init; }

    /// <summary>The network's rules. Default: public.</summary>
    public NetworkRules Rules { get; init; } = NetworkRules.Public;

    /// <summary>Lease timing pinned by the ledger genesis. Default: none, so the defaults of spec 02 §3.4 apply.</summary>
    public LeaseTiming? Timing { get; init; }

    /// <summary>Node keys to generate; they are the timekeepers where none are given, and the first one's account is the
    /// representative where none is given. Default: 1.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>The account the whole supply is delegated to at first. Default: the first node's.</summary>
    public Address? Representative { get; init; }

    /// <summary>Public keys of the DAO. Default: three generated ones.</summary>
    public IReadOnlyList<PublicKey>? DaoKeys { get; init; }

    /// <summary>DAO signatures needed, at least 2. Default: 2.</summary>
    public int DaoThreshold { get; init; } = 2;

    /// <summary>Public keys of the timekeepers. Default: the generated nodes'.</summary>
    public IReadOnlyList<PublicKey>? Timekeepers { get; init; }

    /// <summary>Attestations needed. Default: a majority of the timekeepers.</summary>
    public int? TimekeeperThreshold { get; init; }

    /// <summary>Public keys of the oracle. Default: one generated.</summary>
    public IReadOnlyList<PublicKey>? OracleKeys { get; init; }

    /// <summary>Oracle signatures needed. Default: 1.</summary>
    public int OracleThreshold { get; init; } = 1;

    /// <summary>Accounts that may mint. Default: one generated.</summary>
    public IReadOnlyList<Address>? Minters { get; init; }

    /// <summary>Emission epochs. Default: <see cref="GenesisEpoch"/> alone, R = 2.0 without a cap.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; init; } = [GenesisEpoch];

    /// <summary>Further values of the state chain, key and JSON, behind the standard ones.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ExtraValues { get; init; } = [];

    /// <summary>The epoch of the published networks: R = 2000, no cap.</summary>
    public static EpochRecord GenesisEpoch { get; } = new() { RVolume = 2000, REffective = 2000, RSource = "genesis", Phase = 1 };
}
