using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe;

/// <summary>A send that waits to be received (spec 08 §7.8).</summary>
public sealed class PendingEntry
{
    internal PendingEntry(PendingView view)
    {
        SendHash = view.SendHash;
        Source = view.Source;
        Destination = view.Destination;
        MicroUnit = view.Amount;
        Asset = view.Asset;
        TimestampNs = view.Timestamp;
    }

    /// <summary>Hash of the send or lease block.</summary>
    public string SendHash { get; }

    /// <summary>Who sent.</summary>
    public string Source { get; }

    /// <summary>Who may receive.</summary>
    public string Destination { get; }

    /// <summary>Whole units.</summary>
    public decimal Amount => Micro.ToUnits(MicroUnit);

    /// <summary>Micro-units.</summary>
    public ulong MicroUnit { get; }

    /// <summary>"XE" or "XUSD".</summary>
    public string Asset { get; }

    /// <summary>Time of the send; null where the node does not hold it.</summary>
    public DateTimeOffset? Timestamp => TimestampNs == 0 ? null : UnixNanos.ToTime(TimestampNs);

    /// <summary>The same, Unix nanoseconds; 0 where unknown.</summary>
    public long TimestampNs { get; }

    /// <inheritdoc />
    public override string ToString() => SendHash;
}
