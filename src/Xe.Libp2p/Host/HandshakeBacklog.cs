using Xe.Libp2p.Transport;

namespace Xe.Libp2p.Host;

/// <summary>Accepted connections that are not secured yet. Bounded by dropping the oldest: an honest handshake takes a few round
/// trips, so what has been here longest is what is there to be here.</summary>
internal sealed class HandshakeBacklog(int max)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ITransportConnection> _oldestFirst = new();

    public int Count
    {
        get
        {
            lock (_lock) return _oldestFirst.Count;
        }
    }

    /// <summary>Enters a connection; returns the one that was dropped for it, already disposed.</summary>
    public LinkedListNode<ITransportConnection> Enter(ITransportConnection connection, out ITransportConnection? dropped)
    {
        LinkedListNode<ITransportConnection> place;
        dropped = null;
        lock (_lock)
        {
            place = _oldestFirst.AddLast(connection);
            if (_oldestFirst.Count > max)
            {
                dropped = _oldestFirst.First!.Value;
                _oldestFirst.RemoveFirst();
            }
        }
        dropped?.Dispose();
        return place;
    }

    /// <summary>The connection is secured or gone; false where it had been dropped.</summary>
    public bool Leave(LinkedListNode<ITransportConnection> place)
    {
        lock (_lock)
        {
            if (place.List is null) return false;
            _oldestFirst.Remove(place);
            return true;
        }
    }
}
