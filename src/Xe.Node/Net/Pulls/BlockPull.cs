using Microsoft.Extensions.Logging;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Messaging;
using Xe.Node.Net.Sync;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Pulls;

/// <summary>Bodies by hash, both sides (spec 07 §5.1).</summary>
internal sealed class BlockPull(
    IPeerNetwork network, Messenger messenger, Ledger ledger, BlockIngest ingest, SyncTracker tracker, ILogger log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // Room for the wrapper of a response.
    private const int MaxPayloadBytes = MessageJson.MaxBytes - 128;

    public void Register() => messenger.Handle(MessageTypes.BlockRequest, (_, payload, _) => ValueTask.FromResult(Answer(payload)));

    /// <summary>Asks one peer after the other for what is still missing. Returns how many bodies the ledger took.</summary>
    public async Task<int> PullAsync(IReadOnlyList<Hash256> hashes, CancellationToken cancellationToken)
    {
        HashSet<Hash256> missing = [.. hashes.Take(PullJson.MaxHashes)];
        int taken = 0;
        foreach (PeerId peer in Shuffled())
        {
            if (missing.Count == 0)
                break;
            try
            {
                ReadOnlyMemory<byte> reply = await messenger.RequestAsync(
                    peer, MessageTypes.BlockRequest, PullJson.BlockRequest(missing), Timeout, cancellationToken).ConfigureAwait(false);
                foreach (WireBlock wire in PullJson.ReadBlocks(reply.Span) ?? [])
                    taken += Take(wire, missing) ? 1 : 0;
            }
            catch (Exception e) when (NetFault.IsExpected(e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                NetLog.MessageFailed(log, MessageTypes.BlockRequest, peer, e.Message);
            }
        }
        if (taken > 0)
            tracker.SetDirty();
        return taken;
    }

    internal MessageReply Answer(ReadOnlyMemory<byte> payload)
    {
        if (PullJson.ReadBlockRequest(payload.Span) is not { } hashes)
            return MessageReply.Fail("invalid request: not a list of hashes");
        List<Block> blocks = [];
        int bytes = 0;
        foreach (Hash256 hash in hashes)
        {
            if (ledger.GetBody(hash) is not { } block)
                continue;
            bytes += StreamWriting.ToBytes(block, BlockJson.Write, 1024).Length + 1;
            if (bytes > MaxPayloadBytes)
                break;
            blocks.Add(block);
        }
        return MessageReply.Of(PullJson.Blocks(blocks));
    }

    // Only what was asked for, and through the live path: a peer answers a request, it does not push.
    private bool Take(WireBlock wire, HashSet<Hash256> missing)
    {
        if (!Hash256.TryParse(wire.Hash, out Hash256 stated) || !missing.Contains(stated))
            return false;
        AddResult result = ingest.AddLive(wire);
        if (result.Outcome == AddOutcome.Rejected)
            return false;
        missing.Remove(stated);
        return result.Outcome != AddOutcome.Duplicate;
    }

    private PeerId[] Shuffled()
    {
        PeerId[] peers = [.. network.ConnectedPeers];
        Random.Shared.Shuffle(peers);
        return peers;
    }
}
