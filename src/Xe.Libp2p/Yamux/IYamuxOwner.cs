using Xe.Libp2p.Host;

namespace Xe.Libp2p.Yamux;

/// <summary>Who a session reports to. Nothing is called while the session holds a lock.</summary>
internal interface IYamuxOwner
{
    /// <summary>The peer opened a stream.</summary>
    void OnStream(YamuxStream stream);

    /// <summary>A stream of the peer was refused or reset by a limit.</summary>
    void OnStreamRefused(RefusalReason reason);

    /// <summary>The session ended; told once.</summary>
    void OnClosed(string reason);
}
