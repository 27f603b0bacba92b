using Xe.Core.Primitives;

namespace Xe.Node.Storage;

/// <summary>Which network a store belongs to: written once, compared at every start (spec 03 §15.2).</summary>
/// <param name="GenesisHash">Hash of the ledger genesis block.</param>
/// <param name="NetworkId">The network id all block hashes cover (spec 02).</param>
/// <param name="RulesHash">Hash of the network rules; zero for the public ones.</param>
public sealed record StoreIdentity(Hash256 GenesisHash, string NetworkId, Hash256 RulesHash);
