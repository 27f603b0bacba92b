using Xe.Libp2p.Observability;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Pubsub.Routing;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub;

/// <summary>Peer exchange: peers named in a PRUNE are dialled when the pruning peer is trusted enough, the record is
/// signed by the named peer itself, and not too much is under way.</summary>
public sealed partial class GossipSub
{
    private const int MaxExchangeDials = 8;

    private int _exchangeDials;

    private void TakePeerExchange(PeerState peer, RpcFrame rpc, in ControlEntry prune)
    {
        if (ScoreOf(peer) < _options.Scoring.AcceptPeerExchangeThreshold)
        {
            Flood("px from low score");
            return;
        }
        int looked = 0;
        foreach (Slice item in rpc.ItemsOf(prune))
        {
            if (++looked > _options.MaxPeerExchangeRecords || _exchangeDials >= MaxExchangeDials) return;
            if (!TryReadExchange(rpc[item], out SignedPeerRecord? record) || record!.Addresses.Count == 0) continue;
            if (record.Peer == _network.LocalPeer || _peers.ContainsKey(record.Peer)) continue;
            _exchangeDials++;
            _ = ExchangeAsync(record);
        }
    }

    private static bool TryReadExchange(ReadOnlySpan<byte> entry, out SignedPeerRecord? record)
    {
        record = null;
        ReadOnlySpan<byte> id = default, envelope = default;
        ProtoReader reader = new(entry);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (wire != WireType.Bytes) reader.TrySkip(wire);
            else if (field == 1) reader.TryReadBytes(out id);
            else if (field == 2) reader.TryReadBytes(out envelope);
            else reader.TrySkip(wire);
        }
        return !reader.Failed && !envelope.IsEmpty && SignedPeerRecord.TryOpen(envelope, out record) && record.Peer.Span.SequenceEqual(id);
    }

    private async Task ExchangeAsync(SignedPeerRecord record)
    {
        await Task.Yield(); // out of the router's lock
        await ConnectAsync(record.Peer, record.Addresses).ConfigureAwait(false);
        lock (_gate) _exchangeDials--;
    }
}
