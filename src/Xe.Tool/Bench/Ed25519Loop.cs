using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Core.Crypto;

namespace Xe.Tool.Bench;

/// <summary>The two sides of the ed25519 measure over one set of signatures of 32-byte messages, each by another key.</summary>
internal sealed class Ed25519Loop
{
    private const int BatchItems = 128;
    private const int KnownKeys = 1_024;
    private const int UnknownKeys = 8_192;

    private readonly Ed25519Item[] _items;
    private readonly Ed25519Verifier _verifier;
    private readonly bool[] _valid = new bool[BatchItems];
    private int _next;

    /// <summary>Signs, and with keys that come back fills the cache.</summary>
    public Ed25519Loop(Ed25519Backend backend, bool keysComeBack)
    {
        SodiumLibrary.Initialize();
        _items = new Ed25519Item[keysComeBack ? KnownKeys : UnknownKeys];
        var seed = new byte[Ed25519.SeedSize];
        for (var i = 0; i < _items.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(seed, i);
            var key = new byte[Ed25519.PublicKeySize];
            var signature = new byte[Ed25519.SignatureSize];
            var message = SHA256.HashData(seed);
            Ed25519.PublicKeyFromSeed(seed, key);
            Ed25519.Sign(seed, message, signature);
            _items[i] = new Ed25519Item(key, message, signature);
        }

        // Where keys shall stay unknown, the smallest cache has long forgotten a key when its turn comes again.
        _verifier = new Ed25519Verifier(backend, keysComeBack ? Ed25519Verifier.DefaultCachedKeys : 0);
        for (var i = 0; keysComeBack && i < 4 * KnownKeys / BatchItems; i++)
            Batch();
    }

    /// <summary>Verifies the next signatures side by side.</summary>
    public int Batch()
    {
        _verifier.Verify<Ed25519Item>(Next(), _valid);
        return _valid.AsSpan().Contains(false) ? throw Refused() : BatchItems;
    }

    /// <summary>Verifies the next signatures, one call each.</summary>
    public int OneByOne()
    {
        foreach (ref readonly var item in Next())
        {
            if (!_verifier.Verify(item.PublicKey, item.Message, item.Signature))
                throw Refused();
        }
        return BatchItems;
    }

    /// <summary>Verifies the next signatures, one libsodium call each.</summary>
    public int Bare()
    {
        foreach (ref readonly var item in Next())
        {
            if (Sodium.SignVerifyDetached(item.Signature, item.Message, (ulong)item.Message.Length, item.PublicKey) != 0)
                throw Refused();
        }
        return BatchItems;
    }

    private ReadOnlySpan<Ed25519Item> Next()
    {
        var start = _next;
        _next = (_next + BatchItems) % _items.Length;
        return _items.AsSpan(start, BatchItems);
    }

    private static InvalidOperationException Refused()
    {
        return new InvalidOperationException("a good signature was refused");
    }
}
