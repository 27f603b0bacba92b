using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xe.Core.Crypto;
using Xe.Libp2p;

namespace Xe.Node.Net.Gossip;

/// <summary>Gives the gossip router the node's verifier, which decides several signatures side by side and remembers the
/// keys of authors it meets again.</summary>
public sealed class LaneSignatureVerifier : ISignatureVerifier
{
    private readonly Ed25519Verifier _verifier;

    /// <summary>An adapter of the verifier of this process, or of another.</summary>
    public LaneSignatureVerifier(Ed25519Verifier? verifier = null) => _verifier = verifier ?? Ed25519Verifier.Shared;

    /// <inheritdoc />
    public int BatchSize => 32;

    /// <inheritdoc />
    public void Verify(ReadOnlySpan<SignedItem> items, Span<bool> valid)
    {
        // The two types are one in memory: a struct of nothing but the other.
        ref var first = ref Unsafe.As<SignedItem, Item>(ref MemoryMarshal.GetReference(items));
        _verifier.Verify(MemoryMarshal.CreateReadOnlySpan(ref first, items.Length), valid);
    }

    private readonly struct Item(SignedItem item) : IEd25519Item
    {
        public ReadOnlySpan<byte> PublicKey => item.PublicKey.Span;

        public ReadOnlySpan<byte> Message => item.Message.Span;

        public ReadOnlySpan<byte> Signature => item.Signature.Span;
    }
}
