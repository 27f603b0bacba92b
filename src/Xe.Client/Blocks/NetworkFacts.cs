using System.Globalization;
using Xe.Client.Http;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Client.Blocks;

/// <summary>What a node says of its network and a block depends on. Without a network id nothing is signed (spec 09 §13).</summary>
/// <param name="NetworkId">Prefix of every hash.</param>
/// <param name="WorkDifficulty">Least work value; 0 = no work.</param>
/// <param name="NodeAddress">The node's own account.</param>
public sealed record NetworkFacts(string NetworkId, ulong WorkDifficulty, Address NodeAddress)
{
    /// <summary>Signs blocks of the network. Whether claim blocks exist is the node's to say: it refuses them.</summary>
    public BlockSigner CreateSigner() => new(NetworkId, Rules);

    internal NetworkRules Rules => NetworkRules.Public with { ClaimEnabled = true, WorkDifficulty = WorkDifficulty };

    /// <summary>Asks a node.</summary>
    /// <exception cref="XeException">"bad_answer" where the node names no network or no difficulty.</exception>
    public static async Task<NetworkFacts> ReadAsync(XeClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        NodeView node = await client.GetNodeAsync(cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(node.NetworkId))
            throw new XeException(XeErrors.BadAnswer, "the node names no network id; a block signed without one is refused everywhere");
        if (!ulong.TryParse(node.PowDifficulty, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong difficulty))
            throw new XeException(XeErrors.BadAnswer, "the node names no work difficulty");
        return new NetworkFacts(node.NetworkId, difficulty, Address.TryParse(node.Address, out Address address) ? address : default);
    }
}
