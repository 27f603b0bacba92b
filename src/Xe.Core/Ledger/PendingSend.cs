using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>An unreceived send, or the escrow of a lease (spec 03 §9). The key is the hash of the block that made it.</summary>
/// <param name="SendHash">The send or lease block.</param>
/// <param name="Source">Who sent.</param>
/// <param name="Destination">Who may receive; the provider for an escrow.</param>
/// <param name="Amount">Micro-units.</param>
/// <param name="Asset">What is sent.</param>
/// <param name="Timestamp">The block's timestamp, Unix ns; shown by the API only.</param>
public sealed record PendingSend(Hash256 SendHash, Address Source, Address Destination, ulong Amount, Asset Asset, long Timestamp);
