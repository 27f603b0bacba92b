namespace Xe.Core.Views;

/// <summary>An opened account (spec 08 §7.1). Amounts are micro-units.</summary>
public sealed record AccountView
{
    /// <summary>Account address.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>Balance after the last block, in that block's asset; use <see cref="Balances"/>.</summary>
    public ulong Balance { get; init; }

    /// <summary>Per asset.</summary>
    public IReadOnlyDictionary<string, ulong> Balances { get; init => field = value ?? new Dictionary<string, ulong>(); } = new Dictionary<string, ulong>();

    /// <summary>Blocks on the chain.</summary>
    public ulong BlockCount { get; init; }

    /// <summary>Hash of the last block.</summary>
    public string Frontier { get; init => field = value ?? ""; } = "";

    /// <summary>Its time, Unix ns.</summary>
    public long LastBlockTimestamp { get; init; }
}
