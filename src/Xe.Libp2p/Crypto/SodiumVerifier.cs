namespace Xe.Libp2p.Crypto;

/// <summary>One signature after the other, by libsodium.</summary>
internal sealed class SodiumVerifier : ISignatureVerifier
{
    public static SodiumVerifier Instance { get; } = new();

    public int BatchSize => 1;

    public void Verify(ReadOnlySpan<SignedItem> items, Span<bool> valid)
    {
        for (int i = 0; i < items.Length; i++)
            valid[i] = Sodium.Verify(items[i].Signature.Span, items[i].Message.Span, items[i].PublicKey.Span);
    }
}
