using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe;

/// <summary>A connected peer (spec 08 §6.2).</summary>
public sealed class PeerInfo
{
    internal PeerInfo(PeerView view)
    {
        Id = view.Id;
        Address = view.Address;
        Version = view.Version;
        ConnectedAtNs = view.ConnectedAt;
    }

    /// <summary>libp2p peer id.</summary>
    public string Id { get; }

    /// <summary>ip:port of the first connection.</summary>
    public string Address { get; }

    /// <summary>Program and version.</summary>
    public string Version { get; }

    /// <summary>Since when; null where unknown.</summary>
    public DateTimeOffset? ConnectedAt => ConnectedAtNs == 0 ? null : UnixNanos.ToTime(ConnectedAtNs);

    /// <summary>The same, Unix nanoseconds; 0 where unknown.</summary>
    public long ConnectedAtNs { get; }

    /// <inheritdoc />
    public override string ToString() => Id;
}
