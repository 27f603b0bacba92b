using System.Globalization;
using Xe.Client;
using Xe.Core.Primitives;

namespace Xe;

/// <summary>Micro-units and whole units, exactly.</summary>
internal static class Micro
{
    /// <summary>Every 64-bit number of micro-units fits a decimal without rounding.</summary>
    public static decimal ToUnits(ulong micro) => (decimal)micro / Amount.MicroPerToken;

    /// <summary>Whole units as micro-units: more than six places are refused, never rounded.</summary>
    /// <exception cref="XeException">"bad_value".</exception>
    public static ulong FromUnits(decimal units)
    {
        if (units < 0)
            throw new XeException(XeErrors.BadValue, "the amount must not be negative");
        if (units > ToUnits(ulong.MaxValue))
            throw new XeException(XeErrors.BadValue, "the amount is beyond 64 bits of micro-units");
        decimal micro = units * Amount.MicroPerToken;
        return decimal.Truncate(micro) == micro
            ? (ulong)micro
            : throw new XeException(XeErrors.BadValue, $"the amount has at most six decimal places, got {units.ToString(CultureInfo.InvariantCulture)}");
    }
}
