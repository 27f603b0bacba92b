using System.Collections.Concurrent;
using Xe.Core.Crypto.Curve;
using Xe.Core.Crypto.Verification;

namespace Xe.Core.Crypto;

/// <summary>
/// Decides Ed25519 signatures exactly as spec 01 §8.3 says, several side by side in vector registers. Each is decided
/// by its own equation, so no signature can change the verdict of another. Keys that sign repeatedly are remembered
/// with tables that make their next signatures about twice as fast. Thread-safe; every thread that verifies at the same
/// time adds up to 0.5 MB of working memory, which is kept.
/// </summary>
public sealed class Ed25519Verifier
{
    /// <summary>Keys that a verifier remembers unless told otherwise; 9 KB each, taken as they come.</summary>
    public const int DefaultCachedKeys = 4096;

    private const int LoneItems = 2;

    private readonly KeyCache _cache;
    private readonly ConcurrentBag<VerificationBatch> _batches = [];

    /// <summary>A verifier with an empty cache.</summary>
    /// <param name="backend">What to compute with.</param>
    /// <param name="cachedKeys">Most keys to remember; at least 64 are.</param>
    /// <exception cref="PlatformNotSupportedException">The processor lacks the backend.</exception>
    public Ed25519Verifier(Ed25519Backend backend = Ed25519Backend.Automatic, int cachedKeys = DefaultCachedKeys)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cachedKeys);
        if (backend == Ed25519Backend.Automatic)
            backend = IsSupported(Ed25519Backend.Avx512) ? Ed25519Backend.Avx512 : IsSupported(Ed25519Backend.Avx2) ? Ed25519Backend.Avx2 : Ed25519Backend.Scalar;
        if (!IsSupported(backend))
            throw new PlatformNotSupportedException($"This processor lacks the Ed25519 backend {backend}.");
        Backend = backend;
        _cache = new KeyCache(cachedKeys);
    }

    /// <summary>The verifier of this process, on the fastest backend.</summary>
    public static Ed25519Verifier Shared { get; } = new();

    /// <summary>What this verifier computes with.</summary>
    public Ed25519Backend Backend { get; }

    /// <summary>Whether this processor has a backend.</summary>
    public static bool IsSupported(Ed25519Backend backend)
    {
        return backend switch
        {
            Ed25519Backend.Avx512 => FieldLanes512.IsSupported && FieldLanes256.IsSupported,
            Ed25519Backend.Avx2 => FieldLanes256.IsSupported,
            _ => true,
        };
    }

    /// <summary>Decides one signature.</summary>
    /// <param name="publicKey">Public key; any other length than 32 is not valid.</param>
    /// <param name="message">The signed bytes.</param>
    /// <param name="signature">Signature; any other length than 64 is not valid.</param>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!IsWellFormed(publicKey, signature))
            return false;
        var batch = Rent();
        var valid = batch.VerifyOne(publicKey, message, signature);
        _batches.Add(batch);
        return valid;
    }

    /// <summary>Decides many signatures; best in multiples of 32. One or two are decided one by one, at once.</summary>
    /// <param name="items">The signatures.</param>
    /// <param name="valid">Receives one verdict per item, in order.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is room for fewer verdicts than items.</exception>
    public void Verify<TItem>(ReadOnlySpan<TItem> items, Span<bool> valid)
        where TItem : struct, IEd25519Item
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(valid.Length, items.Length);
        var batch = Rent();
        for (var from = 0; from < items.Length; from += LaneEngine.MaxJobs)
        {
            var count = Math.Min(LaneEngine.MaxJobs, items.Length - from);
            for (var i = from; i < from + count; i++)
            {
                ref readonly var item = ref items[i];
                valid[i] = false;
                if (!IsWellFormed(item.PublicKey, item.Signature))
                    continue;
                if (count > LoneItems)
                    batch.Add(i, item.PublicKey, item.Message, item.Signature);
                else
                    valid[i] = batch.VerifyOne(item.PublicKey, item.Message, item.Signature);
            }
            batch.Run(valid);
        }
        _batches.Add(batch);
    }

    /// <summary>Lengths, and S below L (spec 01 §8.3 steps 1 and 4).</summary>
    private static bool IsWellFormed(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signature)
    {
        return publicKey.Length == Ed25519.PublicKeySize && signature.Length == Ed25519.SignatureSize && Scalar.IsCanonical(signature[32..]);
    }

    private VerificationBatch Rent()
    {
        if (_batches.TryTake(out var batch))
            return batch;
        return Backend switch
        {
            Ed25519Backend.Avx512 => new VerificationBatch(_cache, new LaneEngine<FieldLanes512>(), new ChallengeLanes<Sha512Lanes512>()),
            Ed25519Backend.Avx2 => new VerificationBatch(_cache, new LaneEngine<FieldLanes256>(), new ChallengeLanes<Sha512Lanes256>()),
            _ => new VerificationBatch(_cache, new LaneEngine<FieldScalar>(), null),
        };
    }
}
