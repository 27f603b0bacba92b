namespace Xe.Libp2p;

/// <summary>Decides Ed25519 signatures, several at once. Thread-safe.</summary>
public interface ISignatureVerifier
{
    /// <summary>Signatures at once that suit it best, at least 1.</summary>
    int BatchSize { get; }

    /// <summary>Decides each item on its own. <paramref name="valid"/> has as many places as there are items.</summary>
    void Verify(ReadOnlySpan<SignedItem> items, Span<bool> valid);
}
