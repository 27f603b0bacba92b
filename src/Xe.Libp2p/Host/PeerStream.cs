using System.Buffers;
using Xe.Libp2p.Multistream;
using Xe.Libp2p.Transport;
using Xe.Libp2p.Yamux;

namespace Xe.Libp2p.Host;

/// <summary>A muxed stream with its protocol. Bytes of the negotiation are held back until there is something to send them with:
/// the proposal of a lazily opened stream leaves with the first data, the answer of a listener with the first reply. They never
/// wait longer than until a read would wait, the write side is closed, or the stream is disposed.</summary>
internal sealed class PeerStream : IPeerStream, IMessageChannel
{
    private readonly Lock _lock = new();
    private readonly YamuxStream _inner;
    private byte[] _held = [];
    private volatile int _heldBytes;
    private bool _answerDue; // lazily opened: the peer's answer comes before its data

    public PeerStream(PeerId peer, YamuxStream inner)
    {
        RemotePeer = peer;
        _inner = inner;
    }

    public PeerId RemotePeer { get; }

    public string Protocol { get; private set; } = "";

    public bool IsInbound => _inner.IsInbound;

    /// <summary>The negotiation is done.</summary>
    public void Agree(string protocol) => Protocol = protocol;

    /// <summary>Takes the protocol for agreed, because the peer said that it speaks it.</summary>
    public void Presume(string protocol)
    {
        Protocol = protocol;
        MultistreamSelect.WriteProposal(this, protocol);
        _answerDue = true;
    }

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_answerDue) return ReadFirstAsync(buffer, cancellationToken);
        if (_heldBytes > 0 && !_inner.HasInput) SendHeld();
        return _inner.ReadAsync(buffer, cancellationToken);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        bool owesFlush = _heldBytes > 0 && EnqueueHeld();
        return _inner.WriteAsync(data, owesFlush, cancellationToken);
    }

    public ValueTask CloseWriteAsync(CancellationToken cancellationToken = default)
    {
        _inner.CloseWrite(_heldBytes > 0 && EnqueueHeld());
        return default;
    }

    public void Reset()
    {
        Drop();
        _inner.Reset();
    }

    public ValueTask DisposeAsync()
    {
        if (_answerDue && _heldBytes > 0)
        {
            Reset(); // the peer never heard of it
            return default;
        }
        try
        {
            if (_heldBytes > 0) SendHeld();
        }
        catch (StreamResetException)
        {
            // Over already.
        }
        Drop();
        _inner.Release();
        return default;
    }

    /// <summary>Sends what is held back.</summary>
    public void SendHeld()
    {
        if (EnqueueHeld()) _inner.Session.Flush();
    }

    public async ValueTask<bool> ReadExactAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            if (_heldBytes > 0 && !_inner.HasInput) SendHeld();
            int read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0) return false;
            buffer = buffer[read..];
        }
        return true;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            if (_held.Length < _heldBytes + data.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(128, _heldBytes + data.Length));
                _held.AsSpan(0, _heldBytes).CopyTo(larger);
                if (_held.Length > 0) ArrayPool<byte>.Shared.Return(_held);
                _held = larger;
            }
            data.CopyTo(_held.AsSpan(_heldBytes));
            _heldBytes += data.Length;
        }
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_heldBytes > 0) SendHeld();
        return default;
    }

    private async ValueTask<int> ReadFirstAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            if (!await MultistreamSelect.ReadAnswerAsync(this, Protocol, cancellationToken).ConfigureAwait(false))
                throw ProtocolNotSupportedException.For(RemotePeer, [Protocol]);
            _answerDue = false;
        }
        catch (NegotiationException e)
        {
            Reset();
            throw new StreamResetException(e.Message, e);
        }
        catch (ProtocolNotSupportedException)
        {
            Reset();
            throw;
        }
        return await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    // True where the caller owes a flush. Under the lock, so that held bytes are queued before any that follow.
    private bool EnqueueHeld()
    {
        lock (_lock)
        {
            if (_heldBytes == 0) return false;
            bool owesFlush = _inner.EnqueueFirst(_held.AsSpan(0, _heldBytes));
            Drop();
            return owesFlush;
        }
    }

    private void Drop()
    {
        lock (_lock)
        {
            byte[] held = _held;
            (_held, _heldBytes) = ([], 0);
            if (held.Length > 0) ArrayPool<byte>.Shared.Return(held);
        }
    }
}
