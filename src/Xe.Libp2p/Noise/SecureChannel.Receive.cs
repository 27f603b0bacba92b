using System.Buffers;
using System.Buffers.Binary;

namespace Xe.Libp2p.Noise;

/// <summary>The receiving half: used by one loop at a time.</summary>
internal sealed partial class SecureChannel
{
    /// <summary>Size of the buffer of a quiet connection, in bytes.</summary>
    private const int MinBufferBytes = 2048;

    private const int MaxBufferBytes = 256 * 1024;

    /// <summary>Receives in a row that used little of the buffer before it is made smaller.</summary>
    private const int QuietReceives = 16;

    private byte[] _in = [];
    private int _inStart;
    private int _inEnd;
    private int _quiet;
    private bool _filled;
    private int _textStart; // negotiation only: decrypted and not read
    private int _textEnd;

    /// <summary>Bytes received so far, as they came.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>The next whole frame's text, decrypted in place; valid until the next receive.</summary>
    public SecureFrame TryReadFrame(out ReadOnlySpan<byte> text)
    {
        text = _in.AsSpan(_textStart, _textEnd - _textStart);
        if (!text.IsEmpty)
        {
            (_textStart, _textEnd) = (0, 0);
            return SecureFrame.Text;
        }
        int have = _inEnd - _inStart;
        if (have < PrefixBytes) return SecureFrame.NeedMore;
        int length = BinaryPrimitives.ReadUInt16BigEndian(_in.AsSpan(_inStart));
        if (have < PrefixBytes + length) return length < NoiseCipher.TagBytes ? SecureFrame.Broken : SecureFrame.NeedMore;
        Span<byte> frame = _in.AsSpan(_inStart + PrefixBytes, length);
        if (!_receiveCipher.TryOpen(frame)) return SecureFrame.Broken;
        _inStart += PrefixBytes + length;
        text = frame[..^NoiseCipher.TagBytes];
        return SecureFrame.Text;
    }

    /// <summary>Receives more bytes; give the result to <see cref="Received"/>.</summary>
    public ValueTask<int> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        MakeRoom();
        return _transport.ReceiveAsync(_in.AsMemory(_inEnd), cancellationToken);
    }

    /// <summary>Takes over what <see cref="ReceiveAsync"/> brought.</summary>
    public void Received(int count)
    {
        _inEnd += count;
        BytesReceived += count;
        _filled = _inEnd == _in.Length;
        _quiet = _inEnd > _in.Length / 8 ? 0 : _quiet + 1;
    }

    /// <summary>The loop has ended: nothing reads any more.</summary>
    public void EndReceive()
    {
        _receiveCipher.Dispose();
        byte[] buffer = _in;
        (_in, _inStart, _inEnd, _textStart, _textEnd) = ([], 0, 0, 0, 0);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    async ValueTask<bool> Transport.IMessageChannel.ReadExactAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Transport.IMessageChannel self = this;
        while (true)
        {
            int n = Math.Min(buffer.Length, _textEnd - _textStart);
            _in.AsSpan(_textStart, n).CopyTo(buffer.Span);
            _textStart += n;
            buffer = buffer[n..];
            if (buffer.IsEmpty) return true;
            switch (NextNegotiationFrame())
            {
                case SecureFrame.Text: continue;
                case SecureFrame.Broken: throw new HandshakeException("frame does not authenticate");
                default:
                    await self.FlushAsync(cancellationToken).ConfigureAwait(false);
                    int count = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
                    if (count == 0) return false;
                    Received(count);
                    break;
            }
        }
    }

    private SecureFrame NextNegotiationFrame()
    {
        (_textStart, _textEnd) = (0, 0);
        SecureFrame status = TryReadFrame(out ReadOnlySpan<byte> text);
        if (status == SecureFrame.Text) (_textStart, _textEnd) = (_inStart - NoiseCipher.TagBytes - text.Length, _inStart - NoiseCipher.TagBytes);
        return status;
    }

    private void AcceptBuffered(ReadOnlySpan<byte> buffered)
    {
        _in = ArrayPool<byte>.Shared.Rent(Math.Max(MinBufferBytes, buffered.Length));
        buffered.CopyTo(_in);
        _inEnd = buffered.Length;
    }

    // The buffer grows with the bytes that came, not with the lengths that were announced.
    private void MakeRoom()
    {
        int have = _inEnd - _inStart;
        if (have == 0)
        {
            (_inStart, _inEnd) = (0, 0);
            if (_filled && _in.Length < MaxBufferBytes) Replace(2 * _in.Length, 0);
            else if (_quiet > QuietReceives && _in.Length > MinBufferBytes) Replace(_in.Length / 2, 0);
            return;
        }
        if (_inEnd < _in.Length && !_filled) return;
        if ((_filled || have > _in.Length / 2) && _in.Length < MaxBufferBytes)
        {
            Replace(2 * _in.Length, have);
            return;
        }
        _in.AsSpan(_inStart, have).CopyTo(_in);
        (_inStart, _inEnd) = (0, have);
    }

    private void Replace(int size, int have)
    {
        byte[] other = ArrayPool<byte>.Shared.Rent(size);
        _in.AsSpan(_inStart, have).CopyTo(other);
        ArrayPool<byte>.Shared.Return(_in);
        (_in, _inStart, _inEnd, _filled, _quiet) = (other, 0, have, false, 0);
    }
}
