using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Leases;
using Xe.Core.Leases.Market;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Node.Leases;
using Xe.Node.Net;
using Xe.Node.Net.Messaging;

namespace Xe.Node.Hosting;

/// <summary>What leases ask of the network, answered by the node's network services.</summary>
internal sealed class LeaseNetwork(NetworkServices network) : ILeaseNetwork
{
    private static readonly TimeSpan MachineTimeout = TimeSpan.FromSeconds(10);

    public bool HasPeers => network.PeerCount > 0;

    public event Action<MarketplaceMessage>? MarketplaceReceived
    {
        add => network.MarketplaceReceived += value;
        remove => network.MarketplaceReceived -= value;
    }

    public Task<(IReadOnlyList<TimekeeperAttestation> Attestations, Rejection? Rejection)> GatherAsync(Bytes32 identifier, CancellationToken cancellationToken) =>
        network.AttestationGatherer.GatherAsync(identifier, cancellationToken);

    public void Publish(PerformanceCertificate certificate) => network.Publish(certificate);

    public void Publish(MarketplaceMessage message) => network.Publish(message);

    public async Task<Rejection?> SendMachineAsync(Address consumer, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (network.Directory.Lookup(consumer) is not { } entry || !PeerId.TryParse(entry.NodePeer, out PeerId? peer))
            return new Rejection("consumer_unknown", "the consumer is not in the directory");
        if (entry.NodePeer == network.PeerId)
            return null;
        try
        {
            await network.Messenger.RequestAsync(peer, MessageTypes.VmCredentials, json, MachineTimeout, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is IOException or MessageException or TimeoutException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Rejection("machine_untold", e.Message);
        }
    }
}
