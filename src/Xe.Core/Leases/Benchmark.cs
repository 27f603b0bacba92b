using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Core.Primitives;

namespace Xe.Core.Leases;

/// <summary>The performance benchmark (spec 12 §4.1): a chain of hashes, then dependent reads from a large table. Runs on the
/// calling thread; cancellable, with progress.</summary>
public static class Benchmark
{
    // Small enough to answer a cancellation within milliseconds, large enough to cost nothing.
    private const int StepSize = 1 << 16;

    /// <summary>The seed of a run: SHA-256(attested start ‖ public key). The key, not the address.</summary>
    /// <param name="startMedian">Attested start, Unix ns.</param>
    /// <param name="provider">Provider's key.</param>
    public static Hash256 SeedOf(long startMedian, PublicKey provider)
    {
        Span<byte> input = stackalloc byte[8 + Bytes32.Size];
        BinaryPrimitives.WriteInt64BigEndian(input, startMedian);
        provider.Value.CopyTo(input[8..]);
        return new Hash256(SHA256.HashData(input));
    }

    /// <summary>Runs the workload.</summary>
    /// <param name="seed">From <see cref="SeedOf"/>.</param>
    /// <param name="parameters">Size of the run.</param>
    /// <param name="progress">Receives the share done, 0 to 1, or null.</param>
    /// <param name="cancellationToken">Ends the run with <see cref="OperationCanceledException"/>.</param>
    public static BenchmarkResult Run(
        Hash256 seed, BenchmarkParameters parameters, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameters.Entries, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.Reads);
        Meter meter = new(parameters.Iterations + (ulong)parameters.Entries + (ulong)parameters.Reads, progress, cancellationToken);
        Hash256 cpu = RunChain(seed, parameters.Iterations, meter);
        byte[] table = FillTable(cpu, parameters.Entries, meter);
        Hash256 memory = ReadTable(cpu, table, parameters.Entries, parameters.Reads, meter);

        Span<byte> both = stackalloc byte[2 * Bytes32.Size];
        cpu.Value.CopyTo(both);
        memory.Value.CopyTo(both[Bytes32.Size..]);
        return new BenchmarkResult(cpu, memory, new Hash256(SHA256.HashData(both)));
    }

    private static Hash256 RunChain(Hash256 seed, ulong iterations, Meter meter)
    {
        Span<byte> hash = stackalloc byte[Bytes32.Size];
        seed.Value.CopyTo(hash);
        for (ulong done = 0; done < iterations;)
        {
            int step = (int)Math.Min(StepSize, iterations - done);
            Sha256Chain.Advance(hash, step);
            done += (ulong)step;
            meter.Add(step);
        }
        return new Hash256(hash);
    }

    private static byte[] FillTable(Hash256 cpu, int entries, Meter meter)
    {
        byte[] table = GC.AllocateUninitializedArray<byte>(checked(entries * Bytes32.Size));
        Span<byte> input = stackalloc byte[Bytes32.Size + 8];
        cpu.Value.CopyTo(input);
        for (int i = 0; i < entries; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(input[Bytes32.Size..], (ulong)i);
            SHA256.HashData(input, table.AsSpan(i * Bytes32.Size, Bytes32.Size));
            if ((i + 1) % StepSize == 0)
                meter.Add(StepSize);
        }
        meter.Add(entries % StepSize);
        return table;
    }

    private static Hash256 ReadTable(Hash256 cpu, byte[] table, int entries, int reads, Meter meter)
    {
        using IncrementalHash running = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ulong index = BinaryPrimitives.ReadUInt64BigEndian(cpu.Value.Span) % (ulong)entries;
        for (int i = 0; i < reads; i++)
        {
            ReadOnlySpan<byte> entry = table.AsSpan((int)index * Bytes32.Size, Bytes32.Size);
            running.AppendData(entry);
            index = BinaryPrimitives.ReadUInt64BigEndian(entry) % (ulong)entries;
            if ((i + 1) % StepSize == 0)
                meter.Add(StepSize);
        }
        meter.Add(reads % StepSize);
        Span<byte> digest = stackalloc byte[Bytes32.Size];
        running.GetHashAndReset(digest);
        return new Hash256(digest);
    }

    private sealed class Meter(ulong total, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        private ulong _done;

        public void Add(int steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _done += (ulong)steps;
            progress?.Report(total == 0 ? 1 : (double)_done / total);
        }
    }
}
