using Xe.Core.Primitives;

namespace Xe.Core.Leases;

/// <summary>What a benchmark run gives (spec 12 §4.1).</summary>
/// <param name="CpuHash">End of the hash chain.</param>
/// <param name="MemoryProof">Digest over the table entries read.</param>
/// <param name="WorkProof">SHA-256 of both: the <c>work_proof</c> of the certificate.</param>
public sealed record BenchmarkResult(Hash256 CpuHash, Hash256 MemoryProof, Hash256 WorkProof);
