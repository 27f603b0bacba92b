using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Primitives;

namespace Xe.Node;

/// <summary>The node's key as a voting key.</summary>
internal sealed class NodeKeyVoting(AccountKey key) : IVotingKey
{
    public PublicKey PublicKey => key.PublicKey;

    public byte[] Sign(ReadOnlySpan<byte> message) => key.Sign(message);
}
