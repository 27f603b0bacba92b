namespace Xe.Node.Net.Netcheck;

/// <summary>What each side says in the network handshake (spec 06 §3.2). Members of a received one are remote text: quote
/// them in messages.</summary>
/// <param name="NetworkId">The network; "" where the chain sets none.</param>
/// <param name="Version">Protocol version, "1.0.0".</param>
/// <param name="Features">Optional behaviours.</param>
/// <param name="GenesisHash">Hash of the state-chain genesis.</param>
internal sealed record NetcheckMessage(string NetworkId, string Version, IReadOnlyList<string> Features, string GenesisHash);
