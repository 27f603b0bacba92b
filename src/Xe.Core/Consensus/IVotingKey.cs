using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>The representative key of this node.</summary>
public interface IVotingKey
{
    /// <summary>The key votes carry.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Ed25519 over the message; 64 bytes.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
