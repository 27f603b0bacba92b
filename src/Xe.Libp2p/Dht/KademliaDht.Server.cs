using Xe.Libp2p.Host;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Dht;

/// <summary>Answering requests: several on one stream, each judged on its own.</summary>
public sealed partial class KademliaDht
{
    /// <summary>Longest key of a provider record, in bytes.</summary>
    public const int MaxProviderKeyBytes = 80;

    private async Task ServeAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        try
        {
            using FramedReader reader = new(stream, _options.MaxMessageBytes);
            while (true)
            {
                using CancellationTokenSource idle = new(_options.ServerIdleTimeout, _clock);
                using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken, _stopping.Token);
                FramedMessage frame = await reader.ReadAsync(linked.Token).ConfigureAwait(false);
                if (frame.Status == FrameStatus.End) return;
                if (frame.Status != FrameStatus.Message || !DhtMessage.TryDecode(frame.Payload.Span, out DhtMessage? request))
                {
                    Refuse(stream, "malformed message");
                    return;
                }
                if (!TryAnswer(stream.RemotePeer, request, out DhtMessage? answer, out string? refusal))
                {
                    Refuse(stream, refusal!);
                    return;
                }
                if (answer is not null)
                    await stream.WriteFramedAsync(answer.Encode(_network.ConnectedPeers.Contains), linked.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is StreamResetException or OperationCanceledException or IOException)
        {
            stream.Reset();
        }
    }

    private void Refuse(IPeerStream stream, string reason)
    {
        Libp2pMetrics.DhtRefused.Add(1, new KeyValuePair<string, object?>("reason", reason));
        _logger.DhtRequestRefused(stream.RemotePeer, reason);
        stream.Reset();
    }

    // False = refused; a null answer = none is due.
    private bool TryAnswer(PeerId from, DhtMessage request, out DhtMessage? answer, out string? refusal)
    {
        answer = null;
        refusal = null;
        switch (request.Type)
        {
            case DhtMessageType.Ping:
                answer = new DhtMessage { Type = DhtMessageType.Ping };
                return true;
            case DhtMessageType.FindNode when request.Key.Length > 0:
                answer = new DhtMessage { Type = DhtMessageType.FindNode, Key = request.Key, Closer = Closer(from, request.Key, includeTarget: true) };
                return true;
            case DhtMessageType.GetValue when request.Key.Length > 0:
                // No values here; who is nearer may have them.
                answer = new DhtMessage { Type = DhtMessageType.GetValue, Key = request.Key, Closer = Closer(from, request.Key, includeTarget: false) };
                return true;
            case DhtMessageType.GetProviders when IsProviderKey(request.Key):
                answer = new DhtMessage
                {
                    Type = DhtMessageType.GetProviders,
                    Key = request.Key,
                    Closer = Closer(from, request.Key, includeTarget: false),
                    Providers = [.. _providers.Get(request.Key).Select(Describe).Take(DhtMessage.MaxPeers)],
                };
                return true;
            case DhtMessageType.AddProvider when IsProviderKey(request.Key):
                return TryAddProvider(from, request, out refusal);
            case DhtMessageType.PutValue:
                refusal = "values are not stored";
                return false;
            default:
                refusal = "bad key";
                return false;
        }
    }

    private static bool IsProviderKey(byte[] key) => key.Length is > 0 and <= MaxProviderKeyBytes;

    private bool TryAddProvider(PeerId from, DhtMessage request, out string? refusal)
    {
        refusal = null;
        foreach (DhtPeer provider in request.Providers)
        {
            // Nobody can speak for another.
            if (provider.Id != from || provider.Addresses.Count == 0) continue;
            if (!_providers.TryAdd(request.Key, from))
            {
                refusal = "too many provider records";
                return false;
            }
            _network.Peers.AddAddresses(from, provider.Addresses, _options.ProviderAddressLifetime);
            return true;
        }
        refusal = "no record of the sender itself";
        return false;
    }

    private List<DhtPeer> Closer(PeerId from, byte[] key, bool includeTarget)
    {
        List<DhtPeer> peers = [];
        if (includeTarget && PeerId.TryFromBytes(key, out PeerId? target) && Describe(target) is { Addresses.Count: > 0 } known) peers.Add(known);
        foreach (PeerId peer in _table.Nearest(KadKey.Of(key), _options.BucketSize + 2))
        {
            if (peers.Count >= _options.BucketSize) break;
            if (peer == from || (peers.Count > 0 && peers[0].Id == peer)) continue;
            DhtPeer described = Describe(peer);
            if (described.Addresses.Count > 0) peers.Add(described);
        }
        return peers;
    }
}
