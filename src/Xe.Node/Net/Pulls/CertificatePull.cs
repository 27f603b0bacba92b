using System.Buffers;
using Microsoft.Extensions.Logging;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Messaging;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Pulls;

/// <summary>Certificates, both sides (spec 07 §5.3): on each connection, and one peer in turn every 2 min.</summary>
internal sealed class CertificatePull(
    IPeerNetwork network, Messenger messenger, CertificateSet certificates, CertificateIngest ingest, Address own, ILogger log)
{
    internal static readonly TimeSpan Period = TimeSpan.FromMinutes(2);
    private const int MaxCertificates = 256;
    private const int MaxPayloadBytes = MessageJson.MaxBytes - 128;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)];

    private int _turn;

    public void Register() =>
        messenger.Handle(MessageTypes.CertificateRequest, (_, _, _) => ValueTask.FromResult(MessageReply.Of(Answer(Random.Shared))));

    /// <summary>Asks a peer, three times at most.</summary>
    public async Task PullAsync(PeerId peer, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                ReadOnlyMemory<byte> reply = await messenger.RequestAsync(
                    peer, MessageTypes.CertificateRequest, MessageJson.Null, Timeout, cancellationToken).ConfigureAwait(false);
                foreach (PerformanceCertificate certificate in PullJson.ReadCertificates(reply.Span) ?? [])
                {
                    if (certificate.Provider != own.ToString() || certificates.Current(own)?.Hash != certificate.Hash)
                        ingest.Take(certificate);
                }
                return;
            }
            catch (Exception e) when (NetFault.IsExpected(e) || e is StoreException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                NetLog.MessageFailed(log, MessageTypes.CertificateRequest, peer, e.Message);
            }
            if (attempt == Pauses.Length || !network.ConnectedPeers.Contains(peer))
                return;
            await Task.Delay(Pauses[attempt], network.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the next connected peer in turn.</summary>
    public Task PullNextAsync(CancellationToken cancellationToken)
    {
        PeerId[] peers = [.. network.ConnectedPeers.Order()];
        return peers.Length == 0 ? Task.CompletedTask : PullAsync(peers[(int)((uint)_turn++ % peers.Length)], cancellationToken);
    }

    /// <summary>Own current one, each provider's current one, then older ones, as many as a response may have. What does not fit of
    /// the older ones varies from reply to reply, so that repeated pulls reach all (spec 12, open point 8).</summary>
    internal ReadOnlyMemory<byte> Answer(Random random)
    {
        IReadOnlyList<PerformanceCertificate> all = certificates.All(int.MaxValue);
        int currents = all.Select(certificate => certificate.Provider).Distinct(StringComparer.Ordinal).Count();
        PerformanceCertificate[] history = [.. all.Skip(currents)];
        random.Shuffle(history);
        IEnumerable<PerformanceCertificate> ordered = all.Take(currents).OrderBy(c => c.Provider != own.ToString()).Concat(history);

        ArrayBufferWriter<byte> output = new(4096);
        int count = 0;
        foreach (PerformanceCertificate certificate in ordered)
        {
            byte[] json = CertificateJson.ToBytes(certificate);
            if (count == MaxCertificates || output.WrittenCount + json.Length + 2 > MaxPayloadBytes)
                break;
            output.Write(count == 0 ? "["u8 : ","u8);
            output.Write(json);
            count++;
        }
        if (count == 0)
            return MessageJson.Null;
        output.Write("]"u8);
        return output.WrittenMemory;
    }
}
