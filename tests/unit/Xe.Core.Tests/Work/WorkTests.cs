using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xe.Core.Crypto;
using Xe.Core.Work;

namespace Xe.Core.Tests.Work;

public sealed class WorkTests
{
    private static readonly JsonElement Vectors = LoadVectors();

    public static TheoryData<WorkBackend> Backends()
    {
        return [.. Enum.GetValues<WorkBackend>().Where(WorkSearch.IsSupported)];
    }

    [Fact]
    public void All_published_values_are_computed()
    {
        var checkedValues = 0;
        foreach (var vector in Vectors.GetProperty("work_values").EnumerateArray())
        {
            var hash = Convert.FromHexString(vector.GetProperty("hash").GetString()!);
            Assert.Equal(Hex64(vector, "value"), WorkValidator.Value(vector.GetProperty("nonce").GetUInt64(), hash));
            checkedValues++;
        }
        Assert.Equal(32, checkedValues);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Every_backend_finds_the_published_nonces(WorkBackend backend)
    {
        foreach (var vector in Vectors.GetProperty("work_found").EnumerateArray())
        {
            var hash = Convert.FromHexString(vector.GetProperty("hash").GetString()!);
            var options = new WorkSearchOptions { Backend = backend, StartNonce = vector.GetProperty("start").GetUInt64() };
            var result = WorkSearch.Find(hash, Hex64(vector, "difficulty"), options);
            Assert.Equal(vector.GetProperty("nonce").GetUInt64(), result.Nonce);
            Assert.Equal(Hex64(vector, "value"), result.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Every_backend_agrees_with_libsodium_on_random_inputs(WorkBackend backend)
    {
        var random = new Random(7);
        Span<byte> hash = stackalloc byte[32];
        for (var i = 0; i < 400; i++)
        {
            random.NextBytes(hash);
            var start = i % 5 == 0 ? ulong.MaxValue - (ulong)random.Next(40) : (ulong)random.NextInt64();

            // The largest of the next 64 values is found only by a backend that computes all of them right.
            var (best, bestNonce) = (0UL, 0UL);
            for (var k = 0UL; k < 64; k++)
            {
                var value = PeerValue(start + k, hash);
                if (value > best)
                    (best, bestNonce) = (value, start + k);
            }
            Assert.True(WorkSearch.TryFindInRange(backend, hash, start, 64, best, out var nonce));
            Assert.Equal(bestNonce, nonce);
            Assert.False(best != ulong.MaxValue && WorkSearch.TryFindInRange(backend, hash, start, 64, best + 1, out _));
            Assert.Equal(best, WorkValidator.Value(nonce, hash));
        }
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_threads()
    {
        var hash = new byte[32];
        var results = new[] { 1, 2, 5 }.Select(threads => WorkSearch.Find(hash, 0xffff000000000000, new WorkSearchOptions { Threads = threads, StartNonce = 17 }).Nonce);
        Assert.Single(results.Distinct());
    }

    [Fact]
    public async Task A_random_start_finds_a_valid_nonce_and_reports_progress()
    {
        var progress = new LastProgress();
        var result = await WorkSearch.FindAsync(new byte[32], 0xffff800000000000, new WorkSearchOptions { Progress = progress, ProgressInterval = TimeSpan.Zero });
        Assert.True(WorkValidator.IsValid(result.Nonce, new byte[32], 0xffff800000000000));
        Assert.InRange(progress.Last.Attempts, 1, result.Attempts);
        Assert.True(progress.Last.AttemptsPerSecond > 0);
    }

    [Fact]
    public async Task A_cancelled_search_ends_soon()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new LastProgress();
        var search = WorkSearch.FindAsync(new byte[32], ulong.MaxValue, new WorkSearchOptions { Progress = progress, ProgressInterval = TimeSpan.Zero }, cancellation.Token);
        await progress.Started.Task;
        var cancelledAt = TimeProvider.System.GetTimestamp();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);

        // The aim is 50 ms; the bound is wide because test machines are busy.
        Assert.InRange(TimeProvider.System.GetElapsedTime(cancelledAt).TotalMilliseconds, 0, 2000);
    }

    [Fact]
    public void Difficulty_zero_accepts_without_work()
    {
        Assert.True(WorkValidator.IsValid(0, new byte[32], 0));
        Assert.Equal(5UL, WorkSearch.Find(new byte[32], 0, new WorkSearchOptions { StartNonce = 5 }).Nonce);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void A_hash_of_wrong_length_is_an_argument_error(int length)
    {
        Assert.Throws<ArgumentException>(() => WorkValidator.Value(0, new byte[length]));
        Assert.Throws<ArgumentException>(() => WorkSearch.Find(new byte[length], 1));
    }

    [Fact]
    public void Expected_attempts_are_those_of_spec_01()
    {
        Assert.Equal(1 << 21, WorkDifficulty.ExpectedAttempts(WorkDifficulty.Block));
        Assert.Equal(1 << 18, WorkDifficulty.ExpectedAttempts(WorkDifficulty.Chat));
    }


    private static ulong PeerValue(ulong nonce, ReadOnlySpan<byte> hash)
    {
        Span<byte> input = stackalloc byte[40];
        BinaryPrimitives.WriteUInt64LittleEndian(input, nonce);
        hash.CopyTo(input[8..]);
        Span<byte> digest = stackalloc byte[8];
        Blake2b.Hash(input, digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }

    private static ulong Hex64(JsonElement element, string name)
    {
        return ulong.Parse(element.GetProperty(name).GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static JsonElement LoadVectors([CallerFilePath] string source = "")
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(source)!, "work-vectors.json")));
        return document.RootElement.Clone();
    }

    private sealed class LastProgress : IProgress<WorkProgress>
    {
        internal TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal WorkProgress Last { get; private set; }

        public void Report(WorkProgress value)
        {
            Last = value;
            Started.TrySetResult();
        }
    }
}
