using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>The arithmetic of a verification on some number of lanes. One thread at a time.</summary>
internal abstract class LaneEngine
{
    /// <summary>Most signatures or keys of one call.</summary>
    internal const int MaxJobs = 32;

    /// <summary>Signatures side by side.</summary>
    internal abstract int Lanes { get; }

    /// <summary>Decodes keys and builds the first chunks of their tables.</summary>
    /// <param name="keys">At most <see cref="MaxJobs"/> public keys.</param>
    /// <param name="chunks">1, for use once, or all of <see cref="TableShape.Key"/>.</param>
    /// <param name="tables">Where each table goes.</param>
    /// <param name="decoded">False where the key is no point; its table is then not to be used.</param>
    internal abstract void BuildTables(ReadOnlySpan<Bytes32> keys, int chunks, ReadOnlySpan<nint> tables, Span<bool> decoded);

    /// <summary>Decides whether S·B − k·A encodes to R (spec 01 §8.3 step 6).</summary>
    /// <param name="jobs">At most <see cref="MaxJobs"/> signatures.</param>
    /// <param name="chunks">Chunks that all their tables have.</param>
    /// <param name="valid">Receives one verdict per job.</param>
    internal abstract void Verify(ReadOnlySpan<SignatureJob> jobs, int chunks, Span<bool> valid);
}
