using Xe.Libp2p;

namespace Xe.Node.Net.Sync;

/// <summary>What a frontier-sync session gave.</summary>
/// <param name="Peer">With whom.</param>
/// <param name="Received">Blocks received.</param>
/// <param name="Added">Blocks the ledger took.</param>
/// <param name="Left">Blocks that wait for others and were given up.</param>
/// <param name="IsCut">True where the session ended at its limit: there is more.</param>
public sealed record SyncOutcome(PeerId Peer, long Received, long Added, int Left, bool IsCut);
