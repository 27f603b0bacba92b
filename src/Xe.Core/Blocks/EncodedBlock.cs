using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>What enters a block's hash, and the hash (spec 01 §4–§6).</summary>
/// <param name="Canonical">Canonical bytes.</param>
/// <param name="Aux">Auxiliary hash input; may be empty.</param>
/// <param name="Hash">SHA-256(network id ‖ canonical ‖ aux).</param>
public sealed record EncodedBlock(byte[] Canonical, byte[] Aux, Hash256 Hash);
