using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.Chat;

/// <summary>Issues challenges and judges proofs of one process (spec 13 §8.1). A token is single-use; only used ones are
/// remembered, until they expire. Thread-safe.</summary>
public sealed class ChatReadAuthority
{
    /// <summary>Used tokens remembered at a time; beyond that proofs are refused until some expire.</summary>
    public const int MaxUsedTokens = 100_000;

    private readonly TimeProvider _clock;
    private readonly byte[] _processKey;
    private readonly int _maxUsedTokens;
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, long> _used = [];
    private long _nextPurgeNs;

    /// <summary>An authority with a fresh random key.</summary>
    public ChatReadAuthority(TimeProvider clock) : this(clock, RandomNumberGenerator.GetBytes(32), MaxUsedTokens) { }

    internal ChatReadAuthority(TimeProvider clock, byte[] processKey, int maxUsedTokens)
    {
        _clock = clock;
        _processKey = processKey;
        _maxUsedTokens = maxUsedTokens;
    }

    /// <summary>A new challenge.</summary>
    /// <param name="expiresAt">When it stops being accepted, Unix ns.</param>
    /// <returns>112 hex digits.</returns>
    public string Issue(out long expiresAt)
    {
        expiresAt = _clock.UnixNow() + ChatChallenge.LifetimeNs;
        Span<byte> nonce = stackalloc byte[ChatChallenge.NonceSize];
        RandomNumberGenerator.Fill(nonce);
        return Hex.Encode(ChatChallenge.CreateToken(expiresAt, nonce, _processKey));
    }

    /// <summary>Judges and spends a proof; null where the account is opened. The codes name the HTTP answer of spec 13 §8.1:
    /// <c>chat_missing_account</c> 400, <c>chat_proof_missing</c> 401, <c>chat_auth_unavailable</c> 500, all others 403.</summary>
    public Rejection? Spend(ChatReadProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (proof.Account.Length == 0)
            return new Rejection("chat_missing_account", "missing account parameter");
        if (proof.PublicKey.Length == 0 || proof.Challenge.Length == 0 || proof.Signature.Length == 0)
        {
            return new Rejection("chat_proof_missing",
                "chat read requires an ownership proof (pub_key + challenge + sig); GET /chat/auth/challenge first");
        }
        Span<byte> token = stackalloc byte[ChatChallenge.TokenSize];
        if (!Hex.TryDecode(proof.Challenge, token))
            return new Rejection("chat_challenge_malformed", "malformed challenge");
        if (!ChatChallenge.HasValidMac(token, _processKey))
            return new Rejection("chat_challenge_foreign", "challenge not issued by this node");
        long now = _clock.UnixNow();
        long expiresAt = ChatChallenge.ExpiryOf(token);
        if (now > expiresAt)
            return new Rejection("chat_challenge_expired", "challenge expired");
        if (SelfCertification.Check(proof.PublicKey, proof.Account) is { } keyFault)
            return new Rejection("chat_proof_key", "ownership proof key: " + keyFault.Text);
        Hash256 digest = ChatChallenge.DigestOf(token);
        if (TextSignature.Check(proof.PublicKey, digest.Value.Span, proof.Signature) is { } signatureFault)
            return new Rejection("chat_proof_failed", "ownership proof failed: " + signatureFault.Text);
        return Use(BinaryPrimitives.ReadUInt128BigEndian(ChatChallenge.NonceOf(token)), expiresAt, now);
    }

    private Rejection? Use(UInt128 nonce, long expiresAt, long now)
    {
        lock (_gate)
        {
            if (_used.ContainsKey(nonce))
                return new Rejection("chat_challenge_used", "challenge already used");
            if (now >= _nextPurgeNs || _used.Count >= _maxUsedTokens)
                Purge(now);
            if (_used.Count >= _maxUsedTokens)
                return new Rejection("chat_auth_unavailable", "chat auth unavailable");
            _used.Add(nonce, expiresAt);
            return null;
        }
    }

    // At most once a second, so that a full table costs a flood nothing extra.
    private void Purge(long now)
    {
        if (now < _nextPurgeNs)
            return;
        _nextPurgeNs = now + 1_000_000_000;
        foreach ((UInt128 nonce, long expiresAt) in _used)
        {
            if (expiresAt < now)
                _used.Remove(nonce);
        }
    }
}
