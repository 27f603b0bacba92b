using Xe.Core;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Client.Blocks;

// The consumer's side of compute leases (spec 12 §13).
public sealed partial class BlockFactory
{
    /// <summary>Rents a machine: the price of the provider's certificate in force goes into escrow until the lease ends.</summary>
    /// <param name="key">The consumer's key.</param>
    /// <param name="provider">Who computes.</param>
    /// <param name="dimensions">What is rented.</param>
    /// <param name="maxCost">Micro-XUSD it may cost; null = any price.</param>
    /// <param name="accessKey">Login key; null = none.</param>
    /// <param name="cancellationToken">Ends the work; a block that was submitted stays.</param>
    public async Task<BlockView> LeaseAsync(
        AccountKey key, Address provider, LeaseDimensions dimensions, ulong? maxCost = null, PublicKey? accessKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        NodeView node = await _client.GetNodeAsync(cancellationToken).ConfigureAwait(false);
        if (dimensions.Validate(node.LeaseTiming.MinDurationSecs) is { } invalid)
            throw XeException.From(invalid);
        PerformanceCertificate certificate = await _client.GetCertificateAsync(provider, cancellationToken).ConfigureAwait(false)
            ?? throw new XeException(XeErrors.NotFound, $"provider {provider} has no certificate in force");
        if (LeasePricing.Cost(dimensions, certificate.PriceMultiplierMilli, node.LeaseTiming.MinDurationSecs, out ulong cost) is { } unpriced)
            throw XeException.From(unpriced.Prefixed("lease cost "));
        if (cost > maxCost)
            throw new XeException(XeErrors.BadValue, $"the lease costs {Amount.Format(cost)} XUSD, more than the {Amount.Format(maxCost.Value)} allowed");
        return await PublishAsync(
            key, tip => Task.FromResult(_builder.Lease(CheckBalance(tip, Asset.Xusd, cost), provider, dimensions, cost, certificate.Hash, accessKey)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a lease back that its provider has not accepted; its price returns.</summary>
    public async Task<BlockView> CancelLeaseAsync(AccountKey key, Hash256 lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        LeaseView record = await _client.GetLeaseAsync(lease, cancellationToken).ConfigureAwait(false)
            ?? throw new XeException(XeErrors.NotFound, $"lease {lease} is not known to this node");
        return await PublishAsync(
            key, tip => Task.FromResult(_builder.LeaseCancel(CheckInflow(tip, Asset.Xusd, record.Cost), lease, record.Cost)), cancellationToken).ConfigureAwait(false);
    }
}
