using System.Globalization;
using Xe.Core.Crypto;

namespace Xe.Core.Tests.Crypto;

public sealed class Ed25519VerifierTests
{
    public static TheoryData<Ed25519Backend> Backends => [.. Supported];

    private static IEnumerable<Ed25519Backend> Supported => Enum.GetValues<Ed25519Backend>().Where(backend => backend != Ed25519Backend.Automatic && Ed25519Verifier.IsSupported(backend));

    [Theory]
    [MemberData(nameof(Backends))]
    public void All_speccheck_cases_are_decided_as_spec_01_says(Ed25519Backend backend)
    {
        // Three rounds: with the key unknown, its table being built, and its table cached.
        var verifier = new Ed25519Verifier(backend, 64);
        for (var round = 0; round < 3; round++)
        {
            CheckBatch(verifier, [.. SpecCheck.Cases.Select(c => new SignatureCase("speccheck", c.PublicKey, c.Message, c.Signature, c.Accept))]);
            foreach (var (key, message, signature, accept) in SpecCheck.Cases)
                Assert.Equal(accept, verifier.Verify(key, message, signature));
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void One_bad_signature_changes_no_verdict_but_its_own_at_every_place_of_batches_of_0_to_33(Ed25519Backend backend)
    {
        var cases = new SignatureCases(7);
        var good = new List<SignatureCase>();
        var bad = new List<SignatureCase>();
        while (good.Count < 33 || bad.Count < 33)
        {
            var next = cases.Next();
            (next.Accept ? good : bad).Add(next);
        }
        var verifier = new Ed25519Verifier(backend, 64);
        for (var size = 0; size <= 33; size++)
        {
            CheckBatch(verifier, good[..size]);
            CheckBatch(verifier, bad[..size]);
            for (var place = 0; place < size; place += size < 16 ? 1 : 5)
            {
                var batch = good[..size];
                batch[place] = bad[place];
                CheckBatch(verifier, batch);
                batch = bad[..size];
                batch[place] = good[place];
                CheckBatch(verifier, batch);
            }
        }
    }

    /// <summary>
    /// The differential test: XE_LONG=N runs N thousand signatures instead of three, from a new seed each time
    /// (scripts/fuzz-ed25519.sh). Every one is decided by every backend, alone and in batches, beside the model of
    /// <see cref="SignatureCases"/>, OpenSSL where its library is there, libsodium (whose yes must be a yes), and for a
    /// sample the big-integer model.
    /// </summary>
    [Fact]
    public void Every_backend_decides_random_mutated_and_crafted_signatures_as_the_models_do()
    {
        var thousands = int.TryParse(Environment.GetEnvironmentVariable("XE_LONG"), CultureInfo.InvariantCulture, out var given) ? given : 0;
        var seed = thousands > 0 ? Environment.TickCount : 20_251_109;
        var random = new Random(seed);
        var verifiers = Supported.Select(backend => new Ed25519Verifier(backend, 64)).ToList();
        SodiumLibrary.Initialize();
        var total = Math.Max(thousands, 3) * 1000L;
        var slowEvery = thousands > 0 ? 2000 : 25;
        SignatureCases? cases = null;
        for (var done = 0L; done < total;)
        {
            if (cases is null || random.Next(2000) == 0)
                cases = new SignatureCases(random.Next());
            var batch = new List<SignatureCase>();
            for (var size = random.Next(34); size > 0; size--)
            {
                batch.Add(batch.Count > 0 && random.Next(3) == 0 ? batch[random.Next(batch.Count)] : cases.Next());
                CheckReferences(batch[^1], slow: random.Next(slowEvery) == 0, seed);
            }
            foreach (var verifier in verifiers)
                CheckBatch(verifier, batch, seed);
            if (batch.Count > 0)
            {
                var (alone, one) = (verifiers[random.Next(verifiers.Count)], batch[random.Next(batch.Count)]);
                Assert.True(one.Accept == alone.Verify(one.PublicKey, one.Message, one.Signature), $"seed {seed}, {alone.Backend} alone: {one}");
            }
            done += batch.Count;
        }
    }

    [Fact]
    public void Threads_that_share_a_verifier_and_its_small_cache_get_their_own_verdicts()
    {
        var verifier = new Ed25519Verifier(cachedKeys: 64);
        Parallel.For(0, 4, thread =>
        {
            var cases = new SignatureCases(100 + thread % 2);
            var random = new Random(thread);
            for (var i = 0; i < 40; i++)
                CheckBatch(verifier, [.. Enumerable.Range(0, random.Next(34)).Select(_ => cases.Next())]);
        });
    }

    [Fact]
    public void Room_for_fewer_verdicts_than_items_is_an_argument_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ed25519Verifier().Verify<Ed25519Item>(new Ed25519Item[2], new bool[1]));
    }

    private static void CheckReferences(SignatureCase c, bool slow, int seed)
    {
        if (slow)
            Assert.True(c.Accept == GoRules.Verify(c.PublicKey, c.Message, c.Signature), $"seed {seed}, models differ: {c}");
        if (c.PublicKey.Length != 32 || c.Signature.Length != 64)
            return;
        if (OpenSslEd25519.Verify(c.PublicKey, c.Message, c.Signature) is { } accepted)
            Assert.True(c.Accept == accepted, $"seed {seed}, OpenSSL differs: {c}");
        if (Sodium.SignVerifyDetached(c.Signature, c.Message, (ulong)c.Message.Length, c.PublicKey) == 0)
            Assert.True(c.Accept, $"seed {seed}, libsodium accepts: {c}");
    }

    private static void CheckBatch(Ed25519Verifier verifier, List<SignatureCase> batch, int seed = 0)
    {
        var items = batch.Select(c => new Ed25519Item(c.PublicKey, c.Message, c.Signature)).ToArray();
        var valid = new bool[items.Length];
        valid.AsSpan().Fill(batch.Count % 2 == 0);
        verifier.Verify<Ed25519Item>(items, valid);
        for (var i = 0; i < items.Length; i++)
            Assert.True(batch[i].Accept == valid[i], $"seed {seed}, {verifier.Backend}, place {i} of {items.Length}: {batch[i]}");
    }
}
