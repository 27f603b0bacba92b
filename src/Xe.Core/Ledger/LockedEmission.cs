namespace Xe.Core.Ledger;

/// <summary>Emission parameters an accept locks for its settlement (spec 02 §8.4).</summary>
/// <param name="R">R × 1000.</param>
/// <param name="PayoutCap">Payout cap × 1000; 0 = none.</param>
/// <param name="TwapMilli">TWAP, milli-USD; 0 = none.</param>
public readonly record struct LockedEmission(ulong R, ulong PayoutCap, ulong TwapMilli)
{
    /// <summary>As error texts print it.</summary>
    public override string ToString() => $"(R={R} cap={PayoutCap} twap={TwapMilli})";
}
