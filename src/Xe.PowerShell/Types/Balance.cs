using Xe.Core.Views;

namespace Xe;

/// <summary>What an account holds of one asset (spec 08 §7.2).</summary>
public sealed class Balance
{
    internal Balance(BalanceView view, string asset)
    {
        Address = view.Address;
        Asset = asset;
        MicroUnit = view.Balances.GetValueOrDefault(asset);
        SpendableMicroUnit = view.Spendable.GetValueOrDefault(asset);
        FinalHeight = view.FinalHeight;
    }

    /// <summary>The account.</summary>
    public string Address { get; }

    /// <summary>"XE" or "XUSD".</summary>
    public string Asset { get; }

    /// <summary>Whole units, inflows that are not final included.</summary>
    public decimal Amount => Micro.ToUnits(MicroUnit);

    /// <summary>The same, micro-units.</summary>
    public ulong MicroUnit { get; }

    /// <summary>Whole units, final inflows only.</summary>
    public decimal Spendable => Micro.ToUnits(SpendableMicroUnit);

    /// <summary>The same, micro-units.</summary>
    public ulong SpendableMicroUnit { get; }

    /// <summary>Number of final blocks of the account.</summary>
    public ulong FinalHeight { get; }
}
