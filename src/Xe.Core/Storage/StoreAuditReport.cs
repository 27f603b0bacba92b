namespace Xe.Core.Storage;

/// <summary>What an audit read and found in order.</summary>
/// <param name="Blocks">Blocks on chains.</param>
/// <param name="Accounts">Opened accounts.</param>
/// <param name="Pendings">Unreceived sends and escrows.</param>
/// <param name="Votes">Stored votes.</param>
/// <param name="StateBlocks">State-chain blocks.</param>
public sealed record StoreAuditReport(long Blocks, long Accounts, long Pendings, long Votes, long StateBlocks);
