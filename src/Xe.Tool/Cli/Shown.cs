using Xe.Core.Primitives;

namespace Xe.Tool.Cli;

/// <summary>How values are written for people (spec 09 §3.8).</summary>
internal static class Shown
{
    /// <summary>First and last eight characters.</summary>
    internal static string Address(string address) => address.Length > 16 ? string.Concat(address.AsSpan(0, 8), "...", address.AsSpan(address.Length - 8)) : address;

    /// <summary>A point in time in UTC, to the second.</summary>
    internal static string Time(long nanos) => nanos == 0 ? "-" : UnixNanos.ToTime(nanos).ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
