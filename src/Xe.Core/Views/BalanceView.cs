namespace Xe.Core.Views;

/// <summary><c>GET /accounts/{address}/balance</c> (spec 08 §7.2). Amounts are micro-units.</summary>
public sealed record BalanceView
{
    /// <summary>As asked for.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>Per asset, inflows that are not final included.</summary>
    public IReadOnlyDictionary<string, ulong> Balances { get; init => field = value ?? new Dictionary<string, ulong>(); } = new Dictionary<string, ulong>();

    /// <summary>Per asset, final inflows only.</summary>
    public IReadOnlyDictionary<string, ulong> Spendable { get; init => field = value ?? new Dictionary<string, ulong>(); } = new Dictionary<string, ulong>();

    /// <summary>Number of final blocks.</summary>
    public ulong FinalHeight { get; init; }
}
