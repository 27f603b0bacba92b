using System.Globalization;
using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Messaging;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Attestation;

/// <summary>Collects timekeepers' signatures over an identifier (spec 12 §5.3): all connected peers in parallel, what they send
/// verified here. Ends once every timekeeper that can answer has, or a short grace after the threshold.</summary>
public sealed class AttestationGatherer
{
    private static readonly TimeSpan PeerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly IPeerNetwork _network;
    private readonly Messenger _messenger;
    private readonly Func<TimekeeperSet?> _timekeepers;
    private readonly string _ownKey;
    private readonly Func<Bytes32, long, TimekeeperAttestation> _sign;
    private readonly ILogger _log;

    internal AttestationGatherer(
        IPeerNetwork network, Messenger messenger, Func<TimekeeperSet?> timekeepers, string ownKey,
        Func<Bytes32, long, TimekeeperAttestation> sign, ILogger log)
    {
        (_network, _messenger, _timekeepers, _ownKey, _sign, _log) = (network, messenger, timekeepers, ownKey, sign, log);
    }

    /// <summary>Gathers; the list is for a block as it is, own signature first.</summary>
    /// <returns>The attestations, or the reason there are too few.</returns>
    public async Task<(IReadOnlyList<TimekeeperAttestation> Attestations, Rejection? Rejection)> GatherAsync(
        Bytes32 identifier, CancellationToken cancellationToken)
    {
        if (_timekeepers() is not { Threshold: > 0 } trusted)
            return ([], new Rejection("no_timekeepers", "no timekeeper config"));
        PeerId[] peers = [.. _network.ConnectedPeers];
        if (peers.Length == 0)
            return ([], new Rejection("no_peers", "no connected peers to gather attestations from"));
        AttestationCollection gathered = new(trusted, identifier);
        if (trusted.Contains(_ownKey))
            gathered.Take(_sign(identifier, _network.Clock.UnixNow()));
        using Deadline deadline = new(_network.Clock, Timeout, cancellationToken);
        List<Task> asking = [.. peers.Select(peer => AskAsync(peer, identifier, gathered, deadline.Token))];
        Task all = Task.WhenAll(asking);
        await Task.WhenAny(all, gathered.ThresholdMet).ConfigureAwait(false);
        if (!all.IsCompleted)
        {
            try
            {
                await all.WaitAsync(Grace, _network.Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Enough have answered.
            }
        }
        IReadOnlyList<TimekeeperAttestation> list = gathered.Snapshot();
        return list.Count >= trusted.Threshold
            ? (list, null)
            : (list, new Rejection("too_few_attestations", string.Create(CultureInfo.InvariantCulture, $"gathered {list.Count} attestations, need {trusted.Threshold}")));
    }

    private async Task AskAsync(PeerId peer, Bytes32 identifier, AttestationCollection gathered, CancellationToken cancellationToken)
    {
        try
        {
            ReadOnlyMemory<byte> request = StreamWriting.ToBytes(identifier, (ref GoJsonWriter writer, Bytes32 id) =>
            {
                writer.BeginObject();
                writer.Hex("lease_hash"u8, id.Span);
                writer.EndObject();
            });
            ReadOnlyMemory<byte> reply = await _messenger.RequestAsync(
                peer, MessageTypes.AttestTimestamp, request, PeerTimeout, cancellationToken).ConfigureAwait(false);
            if (ReadReply(reply.Span) is { } attestation)
                gathered.Take(attestation);
        }
        catch (Exception e) when (NetFault.IsExpected(e))
        {
            NetLog.MessageFailed(_log, MessageTypes.AttestTimestamp, peer, e.Message);
        }
    }

    private static TimekeeperAttestation? ReadReply(ReadOnlySpan<byte> json)
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return null;
        TimekeeperAttestation? attestation = null;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("attestation"u8))
                    attestation = AttestationJson.Read(ref reader);
                else
                    reader.SkipUnknown();
            }
        }
        return reader.Failed ? null : attestation;
    }
}
