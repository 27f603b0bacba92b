using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Everything the rules need of one opened account, after its last block: a snapshot, replaced as a whole by each
/// change (spec 03 §3). An unopened account has none.</summary>
public sealed record AccountState
{
    /// <summary>The account.</summary>
    public required Address Account { get; init; }

    /// <summary>Hash of the last block.</summary>
    public required Hash256 Frontier { get; init; }

    /// <summary>Number of blocks on the chain, at least 1.</summary>
    public required ulong Height { get; init; }

    /// <summary>Every block at or below this height is irreversible; 0 = none (spec 04 §3.3).</summary>
    public ulong FinalHeight { get; init; }

    /// <summary>Timestamp of the last block, Unix ns.</summary>
    public required long LastTimestamp { get; init; }

    /// <summary>XE balance, micro-units; null = no entry in the balance map, counts as 0 (spec 03 §11.1).</summary>
    public ulong? Xe { get; init; }

    /// <summary>XUSD balance, micro-units, incl. returned stakes; null = no entry, counts as 0.</summary>
    public ulong? Xusd { get; init; }

    /// <summary>Delegate, or null where none was ever named.</summary>
    public Address? Representative { get; init; }

    /// <summary>The key declared by the first block; null for multisig accounts.</summary>
    public PublicKey? Key { get; init; }

    /// <summary>The keyset in force; null for single-key accounts.</summary>
    public Keyset? Keyset { get; init; }

    /// <summary>Balance of an asset, micro-units; 0 without an entry.</summary>
    public ulong Balance(Asset asset) => (asset == Asset.Xe ? Xe : asset == Asset.Xusd ? Xusd : null) ?? 0;

    /// <summary>The same account with another balance of one supported asset.</summary>
    public AccountState WithBalance(Asset asset, ulong? balance) =>
        asset == Asset.Xe ? this with { Xe = balance } : this with { Xusd = balance };
}
