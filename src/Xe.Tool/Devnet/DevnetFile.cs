namespace Xe.Tool.Devnet;

/// <summary>What <c>devnet.json</c> keeps of a devnet.</summary>
/// <param name="NetworkId">Its network.</param>
/// <param name="Nodes">Its nodes, in order.</param>
internal sealed record DevnetFile(string NetworkId, IReadOnlyList<DevnetNode> Nodes)
{
    internal const string FileName = "devnet.json";
}
