namespace Xe.Tool.Devnet;

/// <summary>A node of a devnet.</summary>
/// <param name="Name">"node-0" …: folder of its data, role of its key.</param>
/// <param name="Address">Its account, a representative.</param>
/// <param name="PeerId">Its libp2p id.</param>
/// <param name="Multiaddress">Where it listens; the port is kept over restarts.</param>
/// <param name="ApiUrl">Its API; the port is kept over restarts.</param>
internal sealed record DevnetNode(string Name, string Address, string PeerId, string Multiaddress, string ApiUrl);
