using System.Collections.Concurrent;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Sync;

/// <summary>Decodes and verifies pages of blocks outside the ledger's gate, on any number of threads at once: hash, work, and
/// the signatures together, so that they can be taken in lanes (spec 03 §5 steps 0–4).</summary>
/// <param name="decoder">Network and rules.</param>
/// <param name="lanes">Verifies many signatures at once; null = one after the other.</param>
internal sealed class SyncVerifier(BlockDecoder decoder, SignatureLanes? lanes)
{
    private readonly ConcurrentBag<StatelessBatch> _batches = [];

    /// <summary>What became of a page: the blocks that may go to the ledger, in order, and those that never can.</summary>
    /// <param name="page">Blocks as received.</param>
    /// <param name="keyOf">The key of an account where it is known already.</param>
    public VerifiedPage Verify(IReadOnlyList<WireBlock> page, Func<Address, PublicKey?> keyOf)
    {
        if (!_batches.TryTake(out StatelessBatch? batch))
            batch = new StatelessBatch(decoder.Rules, lanes);
        List<Block> decoded = new(page.Count);
        Dictionary<Address, PublicKey> opened = [];
        int undecodable = 0;
        foreach (WireBlock wire in page)
        {
            if (!decoder.TryDecode(wire, out Block? block, out _))
            {
                undecodable++;
                continue;
            }
            if (StatelessCheck.OpenKey(block) is { } declared)
                opened[block.Account] = declared;
            decoded.Add(block);
            batch.Add(block, block.IsOpen ? null : keyOf(block.Account) ?? KeyOf(opened, block.Account));
        }
        StatelessResult[] results = new StatelessResult[decoded.Count];
        batch.Run(results);
        batch.Clear();
        _batches.Add(batch);

        List<CheckedBlock> passed = new(decoded.Count);
        List<KeyValuePair<Block, Rejection>> refused = [];
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Rejection is { } rejection)
                refused.Add(new KeyValuePair<Block, Rejection>(decoded[i], rejection));
            else
                passed.Add(new CheckedBlock(decoded[i], results[i].VerifiedKey));
        }
        return new VerifiedPage(passed, refused, opened, undecodable);
    }

    private static PublicKey? KeyOf(Dictionary<Address, PublicKey> opened, Address account) =>
        opened.TryGetValue(account, out PublicKey key) ? key : null;
}
