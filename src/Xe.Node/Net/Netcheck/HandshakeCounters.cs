namespace Xe.Node.Net.Netcheck;

/// <summary>Counts of the handshake since the process started (spec 14 §8.3), for the join diagnostic.</summary>
public sealed class HandshakeCounters
{
    private long _rejected;
    private long _aborted;
    private volatile string? _lastRefusal;

    /// <summary>Peers whose answer named another network, genesis or version.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Exchanges that ended without an answer.</summary>
    public long Aborted => Interlocked.Read(ref _aborted);

    /// <summary>Why the last peer was rejected; null where none was.</summary>
    public string? LastRefusal => _lastRefusal;

    internal void CountRejected(string reason)
    {
        _lastRefusal = reason;
        Interlocked.Increment(ref _rejected);
    }

    internal void CountAborted() => Interlocked.Increment(ref _aborted);
}
