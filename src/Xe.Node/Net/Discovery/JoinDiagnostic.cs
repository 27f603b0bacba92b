using Microsoft.Extensions.Logging;
using Xe.Libp2p.Host;
using Xe.Node.Net.Netcheck;

namespace Xe.Node.Net.Discovery;

/// <summary>Says once per spell without peers why this node does not get into the network (spec 07 §9.6).</summary>
internal sealed class JoinDiagnostic(IPeerNetwork network, HandshakeCounters counters, string networkId, ILogger log)
{
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    private bool _isTold;
    private long _seen;

    /// <summary>True where the explanation was given just now.</summary>
    public bool Check()
    {
        long failures = counters.Rejected + counters.Aborted;
        if (network.ConnectedPeers.Count > 0)
        {
            (_isTold, _seen) = (false, failures);
            return false;
        }
        if (_isTold || failures == _seen)
            return false;
        _isTold = true;
        NetLog.CannotJoin(log, networkId, counters.Rejected, counters.Aborted, counters.LastRefusal ?? "none: peers broke the handshake off");
        return true;
    }
}
