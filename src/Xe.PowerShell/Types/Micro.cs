using Xe.Core.Primitives;

namespace Xe;

/// <summary>Micro-units as whole units, exactly.</summary>
internal static class Micro
{
    /// <summary>Every 64-bit number of micro-units fits a decimal without rounding.</summary>
    public static decimal ToUnits(ulong micro) => (decimal)micro / Amount.MicroPerToken;
}
