using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Sync;

/// <summary>A page after verification.</summary>
/// <param name="Passed">For the ledger, in the order received.</param>
/// <param name="Refused">Blocks that are bad without any state.</param>
/// <param name="Opened">Keys declared by opening blocks of the page.</param>
/// <param name="Undecodable">Blocks of no known form, or whose hash is not theirs.</param>
internal sealed record VerifiedPage(
    IReadOnlyList<CheckedBlock> Passed,
    IReadOnlyList<KeyValuePair<Block, Rejection>> Refused,
    IReadOnlyDictionary<Address, PublicKey> Opened,
    int Undecodable);
