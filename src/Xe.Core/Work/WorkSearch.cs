using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xe.Core.Crypto;

namespace Xe.Core.Work;

/// <summary>
/// Searches the first nonce at or after a start whose work value reaches a difficulty (spec 01 §12). Threads take
/// consecutive chunks of nonces; a hit ends the search only when every chunk before it has been searched, so the
/// result does not depend on the number of threads or on the backend.
/// </summary>
public sealed class WorkSearch
{
    // About a millisecond of scalar work: the bound on how long a cancellation waits.
    private const int ChunkNonces = 8192;
    private const ulong Chunks = ulong.MaxValue / ChunkNonces + 1;

    private readonly byte[] _hash;
    private readonly ulong _difficulty;
    private readonly ulong _start;
    private readonly WorkBackend _backend;
    private readonly WorkSearchOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly long _startedAt;
    private long _nextChunk = -1;
    private long _attempts;
    private long _lastReport;
    private ulong _hitChunk = ulong.MaxValue;
    private ulong _hitNonce;
    private readonly Lock _gate = new();

    private WorkSearch(ReadOnlySpan<byte> hash, ulong difficulty, WorkSearchOptions options, CancellationToken cancellation)
    {
        _hash = hash.ToArray();
        _difficulty = difficulty;
        _options = options;
        _cancellation = cancellation;
        _backend = Resolve(options.Backend);
        _start = options.StartNonce ?? RandomNonce();
        _startedAt = options.TimeProvider.GetTimestamp();
    }

    /// <summary>Whether this processor has a backend.</summary>
    public static bool IsSupported(WorkBackend backend)
    {
        return backend switch
        {
            WorkBackend.Avx512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx512BW.IsSupported,
            WorkBackend.Avx2 => Avx2.IsSupported,
            _ => true,
        };
    }

    /// <summary>Searches on the calling thread and helper threads until a nonce is found.</summary>
    /// <param name="hash">32 bytes: block hash or envelope id.</param>
    /// <param name="difficulty">Least value; 0 finds the start nonce at once.</param>
    /// <param name="options">How to search, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the search within a few milliseconds.</param>
    /// <returns>The first nonce at or after the start that reaches the difficulty.</returns>
    /// <exception cref="ArgumentException"><paramref name="hash"/> does not have 32 bytes.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor lacks the backend that the options name.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static WorkResult Find(ReadOnlySpan<byte> hash, ulong difficulty, WorkSearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        var search = Create(hash, difficulty, options, cancellationToken);
        var helpers = new Task[search.ThreadCount() - 1];
        for (var i = 0; i < helpers.Length; i++)
            helpers[i] = search.StartWorker();
        search.Work();
        Task.WaitAll(helpers, CancellationToken.None);
        return search.Result();
    }

    /// <summary>Searches on threads of its own; parameters, result and errors are those of <see cref="Find"/>.</summary>
    /// <param name="hash">32 bytes: block hash or envelope id; copied.</param>
    /// <param name="difficulty">Least value.</param>
    /// <param name="options">How to search, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the search within a few milliseconds.</param>
    public static Task<WorkResult> FindAsync(ReadOnlySpan<byte> hash, ulong difficulty, WorkSearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        var search = Create(hash, difficulty, options, cancellationToken);
        var workers = new Task[search.ThreadCount()];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = search.StartWorker();
        return search.ResultAsync(Task.WhenAll(workers));
    }

    /// <summary>Tries a range on the calling thread: the inner loop of the search, for measuring.</summary>
    /// <param name="backend">Backend to use.</param>
    /// <param name="hash">32 bytes.</param>
    /// <param name="start">First nonce.</param>
    /// <param name="count">Nonces to try, rounded up to a multiple of eight.</param>
    /// <param name="difficulty">Least value.</param>
    /// <param name="nonce">The first nonce that reaches it.</param>
    /// <returns>Whether one was found.</returns>
    public static bool TryFindInRange(WorkBackend backend, ReadOnlySpan<byte> hash, ulong start, int count, ulong difficulty, out ulong nonce)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, int.MaxValue - 8);
        return TryFind(Resolve(backend), new WorkState(hash), start, (count + 7) & ~7, difficulty, out nonce);
    }

    private static WorkSearch Create(ReadOnlySpan<byte> hash, ulong difficulty, WorkSearchOptions? options, CancellationToken cancellationToken)
    {
        if (hash.Length != WorkValidator.HashSize)
            throw new ArgumentException("A work hash has 32 bytes.", nameof(hash));
        return new WorkSearch(hash, difficulty, options ?? new WorkSearchOptions(), cancellationToken);
    }

    private static WorkBackend Resolve(WorkBackend backend)
    {
        if (backend == WorkBackend.Automatic)
            return IsSupported(WorkBackend.Avx512) ? WorkBackend.Avx512 : IsSupported(WorkBackend.Avx2) ? WorkBackend.Avx2 : WorkBackend.Scalar;
        if (!IsSupported(backend))
            throw new PlatformNotSupportedException($"This processor lacks the work backend {backend}.");
        return backend;
    }

    private static ulong RandomNonce()
    {
        var nonce = 0UL;
        SecureRandom.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref nonce)));
        return nonce;
    }

    private static bool TryFind(WorkBackend backend, in WorkState state, ulong start, int count, ulong difficulty, out ulong nonce)
    {
        return backend switch
        {
            WorkBackend.Avx512 => WorkVector512.TryFind(state, start, count / WorkVector512.Lanes, difficulty, out nonce),
            WorkBackend.Avx2 => WorkVector256.TryFind(state, start, count / WorkVector256.Lanes, difficulty, out nonce),
            _ => WorkScalar.TryFind(state, start, count, difficulty, out nonce),
        };
    }

    private int ThreadCount()
    {
        return _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount;
    }

    private Task StartWorker()
    {
        return Task.Factory.StartNew(static s => ((WorkSearch)s!).Work(), this, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Work()
    {
        var state = new WorkState(_hash);
        while (!_cancellation.IsCancellationRequested)
        {
            var chunk = (ulong)Interlocked.Increment(ref _nextChunk);

            // Chunks are handed out in order: one after the best hit can only hold later nonces.
            if (chunk >= Chunks || chunk > Volatile.Read(ref _hitChunk))
                return;
            var found = TryFind(_backend, state, _start + chunk * ChunkNonces, ChunkNonces, _difficulty, out var nonce);
            Report(Interlocked.Add(ref _attempts, ChunkNonces));
            if (!found)
                continue;
            lock (_gate)
            {
                if (chunk < _hitChunk)
                {
                    _hitNonce = nonce;
                    Volatile.Write(ref _hitChunk, chunk);
                }
            }
            return;
        }
    }

    private void Report(long attempts)
    {
        if (_options.Progress is not { } progress)
            return;
        var elapsed = _options.TimeProvider.GetElapsedTime(_startedAt);
        var last = Interlocked.Read(ref _lastReport);
        if (elapsed.Ticks - last < _options.ProgressInterval.Ticks || Interlocked.CompareExchange(ref _lastReport, elapsed.Ticks, last) != last)
            return;
        progress.Report(new WorkProgress(attempts, attempts / Math.Max(elapsed.TotalSeconds, 1e-9), elapsed));
    }

    private async Task<WorkResult> ResultAsync(Task workers)
    {
        await workers.ConfigureAwait(false);
        return Result();
    }

    private WorkResult Result()
    {
        if (_hitChunk == ulong.MaxValue)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw new InvalidOperationException("No nonce reaches this difficulty.");
        }
        return new WorkResult(_hitNonce, WorkValidator.Value(_hitNonce, _hash), _attempts, _options.TimeProvider.GetElapsedTime(_startedAt));
    }
}
