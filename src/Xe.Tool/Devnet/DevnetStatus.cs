namespace Xe.Tool.Devnet;

/// <summary>What <c>devnet up</c> and <c>devnet status</c> answer.</summary>
/// <param name="Directory">Where it lives.</param>
/// <param name="NetworkId">Its network.</param>
/// <param name="GenesisDirectory">The genesis documents.</param>
/// <param name="KeysDirectory">The generated secrets.</param>
/// <param name="InStep">All nodes run and hold the same number of accounts and blocks.</param>
/// <param name="Nodes">Its nodes.</param>
internal sealed record DevnetStatus(
    string Directory, string NetworkId, string GenesisDirectory, string KeysDirectory, bool InStep, IReadOnlyList<DevnetNodeStatus> Nodes);
