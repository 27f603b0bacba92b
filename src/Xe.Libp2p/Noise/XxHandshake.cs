using System.Security.Cryptography;
using Xe.Libp2p.Crypto;

namespace Xe.Libp2p.Noise;

/// <summary>Noise_XX_25519_ChaChaPoly_SHA256: <c>→ e · ← e, ee, s, es · → s, se</c>. Pure bytes in, bytes out; three messages.</summary>
internal sealed class XxHandshake
{
    /// <summary>What a message is longer than its payload by, at most: two keys and two tags.</summary>
    public const int MaxOverhead = (2 * KeyBytes) + (2 * Sodium.TagBytes);

    private const int KeyBytes = Sodium.KeyBytes;

    private readonly SymmetricState _state;
    private readonly bool _initiator;
    private readonly NoiseKeyPair _static;
    private readonly NoiseKeyPair _ephemeral;
    private readonly byte[] _remoteEphemeral = new byte[KeyBytes];
    private readonly byte[] _remoteStatic = new byte[KeyBytes];
    private int _messages;

    /// <summary>A handshake; the ephemeral pair is fresh for each, except in vectors.</summary>
    public XxHandshake(bool initiator, NoiseKeyPair staticKey, NoiseKeyPair ephemeralKey, ReadOnlySpan<byte> prologue)
    {
        _initiator = initiator;
        _static = staticKey;
        _ephemeral = ephemeralKey;
        _state = new SymmetricState("Noise_XX_25519_ChaChaPoly_SHA256"u8, prologue);
    }

    /// <summary>The other side's static key; known after its message with <c>s</c>.</summary>
    public ReadOnlySpan<byte> RemoteStatic => _remoteStatic;

    /// <summary>All three messages are through.</summary>
    public bool IsComplete => _messages == 3;

    /// <summary>Writes this side's next message; returns its length.</summary>
    /// <exception cref="CryptographicException">The other side's key is of small order.</exception>
    public int WriteMessage(ReadOnlySpan<byte> payload, Span<byte> message)
    {
        Require(_initiator == (_messages % 2 == 0) && _messages < 3);
        int at = 0;
        switch (_messages)
        {
            case 0:
                at = WriteEphemeral(message);
                break;
            case 1:
                at = WriteEphemeral(message);
                RequireDh(_ephemeral, _remoteEphemeral);
                at += WriteStatic(message[at..]);
                RequireDh(_static, _remoteEphemeral);
                break;
            default:
                at = WriteStatic(message);
                RequireDh(_static, _remoteEphemeral);
                break;
        }
        int length = payload.Length + _state.Overhead;
        _state.EncryptAndHash(payload, message.Slice(at, length));
        _messages++;
        return at + length;
    }

    /// <summary>Reads the other side's next message. False where it is too short, does not authenticate, or holds a key of
    /// small order; then the handshake is over.</summary>
    public bool TryReadMessage(ReadOnlySpan<byte> message, Span<byte> payload, out int length)
    {
        Require(_initiator == (_messages % 2 == 1) && _messages < 3);
        length = 0;
        switch (_messages)
        {
            case 0:
                if (!TryReadEphemeral(ref message)) return false;
                break;
            case 1:
                if (!TryReadEphemeral(ref message) || !MixDh(_ephemeral, _remoteEphemeral)) return false;
                if (!TryReadStatic(ref message) || !MixDh(_ephemeral, _remoteStatic)) return false;
                break;
            default:
                if (!TryReadStatic(ref message) || !MixDh(_ephemeral, _remoteStatic)) return false;
                break;
        }
        length = message.Length - _state.Overhead;
        if (length < 0 || length > payload.Length || !_state.TryDecryptAndHash(message, payload[..length])) return false;
        _messages++;
        return true;
    }

    /// <summary>The transport ciphers, once complete.</summary>
    public (NoiseCipher Send, NoiseCipher Receive) Split()
    {
        Require(IsComplete);
        (NoiseCipher first, NoiseCipher second) = _state.Split();
        return _initiator ? (first, second) : (second, first);
    }

    private int WriteEphemeral(Span<byte> message)
    {
        _ephemeral.Public.CopyTo(message);
        _state.MixHash(_ephemeral.Public);
        return KeyBytes;
    }

    private int WriteStatic(Span<byte> message)
    {
        int length = KeyBytes + _state.Overhead;
        _state.EncryptAndHash(_static.Public, message[..length]);
        return length;
    }

    private bool TryReadEphemeral(ref ReadOnlySpan<byte> message)
    {
        if (message.Length < KeyBytes) return false;
        message[..KeyBytes].CopyTo(_remoteEphemeral);
        _state.MixHash(_remoteEphemeral);
        message = message[KeyBytes..];
        return true;
    }

    private bool TryReadStatic(ref ReadOnlySpan<byte> message)
    {
        int length = KeyBytes + _state.Overhead;
        if (message.Length < length || !_state.TryDecryptAndHash(message[..length], _remoteStatic)) return false;
        message = message[length..];
        return true;
    }

    private bool MixDh(NoiseKeyPair own, ReadOnlySpan<byte> remote)
    {
        Span<byte> shared = stackalloc byte[KeyBytes];
        if (!own.TryAgree(remote, shared)) return false;
        _state.MixKey(shared);
        CryptographicOperations.ZeroMemory(shared);
        return true;
    }

    private void RequireDh(NoiseKeyPair own, ReadOnlySpan<byte> remote)
    {
        if (!MixDh(own, remote)) throw new CryptographicException("the other side's key is of small order");
    }

    private static void Require(bool condition)
    {
        if (!condition) throw new InvalidOperationException("not this side's turn");
    }
}
