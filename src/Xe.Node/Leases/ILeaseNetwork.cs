using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Leases;
using Xe.Core.Leases.Market;
using Xe.Core.Primitives;

namespace Xe.Node.Leases;

/// <summary>What leases ask of the network.</summary>
public interface ILeaseNetwork
{
    /// <summary>Whether any peer is connected.</summary>
    bool HasPeers { get; }

    /// <summary>A verified marketplace message, own ones included. Handlers only enqueue.</summary>
    event Action<MarketplaceMessage>? MarketplaceReceived;

    /// <summary>Collects timekeepers' signatures over an identifier, or says why there are too few (spec 12 §5.3).</summary>
    Task<(IReadOnlyList<TimekeeperAttestation> Attestations, Rejection? Rejection)> GatherAsync(Bytes32 identifier, CancellationToken cancellationToken);

    /// <summary>Spreads a certificate; only enqueues.</summary>
    void Publish(PerformanceCertificate certificate);

    /// <summary>Spreads a marketplace message; only enqueues.</summary>
    void Publish(MarketplaceMessage message);

    /// <summary>Tells a consumer's node about its machine (spec 12 §7.5). A failure is told, never thrown.</summary>
    Task<Rejection?> SendMachineAsync(Address consumer, ReadOnlyMemory<byte> json, CancellationToken cancellationToken);
}
