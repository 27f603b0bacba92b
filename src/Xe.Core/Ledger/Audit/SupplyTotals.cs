using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Audit;

/// <summary>Sums of one walk for one asset, wider than any report: overflow is seen, not suffered.</summary>
internal sealed class SupplyTotals
{
    public UInt128 Genesis { get; set; }

    public UInt128 Minted { get; set; }

    public UInt128 Emitted { get; set; }

    public UInt128 Burned { get; set; }

    public UInt128 EscrowBurned { get; set; }

    public UInt128 StakeForfeited { get; set; }

    public UInt128 LockedStake { get; set; }

    public UInt128 Balances { get; set; }

    public UInt128 InFlight { get; set; }

    private UInt128 Created => Genesis + Minted + Emitted;

    private UInt128 Destroyed => Burned + EscrowBurned + StakeForfeited;

    private UInt128 Accounted => Balances + InFlight + LockedStake + Destroyed;

    /// <summary>True where a total does not fit 64 bits.</summary>
    public bool Overflows => Created > ulong.MaxValue || Accounted > ulong.MaxValue;

    public AssetSupply ToReport() => new()
    {
        Genesis = Saturate(Genesis),
        Minted = Saturate(Minted),
        Emitted = Saturate(Emitted),
        Created = Saturate(Created),
        Burned = Saturate(Burned),
        EscrowBurned = Saturate(EscrowBurned),
        StakeForfeited = Saturate(StakeForfeited),
        Destroyed = Saturate(Destroyed),
        LockedStake = Saturate(LockedStake),
        Balances = Saturate(Balances),
        InFlight = Saturate(InFlight),
        Observed = Saturate(Balances + InFlight),
        Accounted = Saturate(Accounted),
        Discrepancy = (long)Int128.Clamp((Int128)Accounted - (Int128)Created, long.MinValue, long.MaxValue),
        Conserved = Accounted == Created,
    };

    private static ulong Saturate(UInt128 value) => (ulong)UInt128.Min(value, ulong.MaxValue);
}
