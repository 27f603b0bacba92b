namespace Xe.Core.Blocks;

/// <summary>Verifies many signatures at once. It must decide every one exactly as a single verification does (spec 01 §8.3).</summary>
/// <param name="items">The signatures.</param>
/// <param name="valid">Receives one answer per item.</param>
public delegate void SignatureLanes(ReadOnlySpan<SignatureItem> items, Span<bool> valid);
