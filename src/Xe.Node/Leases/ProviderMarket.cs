using System.Threading.Channels;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Leases.Market;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Vm;

namespace Xe.Node.Leases;

/// <summary>A provider on the market (spec 12 §3): advertises itself, and answers requests it could serve now with an offer.
/// Nothing is reserved by an offer.</summary>
internal sealed class ProviderMarket(
    NodeCore core, ILeaseNetwork network, ProviderOptions options, Reservations reservations, Func<PerformanceCertificate?> certificate)
{
    private const int MaxWaiting = 256;
    private static readonly TimeSpan PeerPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AdvertisePeriod = TimeSpan.FromMinutes(5);

    private readonly Channel<MarketplaceRequest> _requests = Channel.CreateBounded<MarketplaceRequest>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Advertises when a certificate is there and peers are, then every five minutes; sooner where the certificate
    /// changes.</summary>
    public async Task AdvertiseAsync(CancellationToken cancellationToken)
    {
        string advertised = "";
        long last = 0;
        using PeriodicTimer timer = new(PeerPoll, core.Clock);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!network.HasPeers || certificate() is not { } own)
                continue;
            if (own.Hash == advertised && core.Clock.GetElapsedTime(last) < AdvertisePeriod)
                continue;
            (advertised, last) = (own.Hash, core.Clock.GetTimestamp());
            MarketplaceAdvertisement advertisement = Advertisement();
            network.Publish(MarketplaceMessage.Of(core.Key.WithSeed(seed => MarketplaceSigning.Sign(advertisement, core.Genesis.NetworkId, seed))));
        }
    }

    /// <summary>Answers requests until cancelled.</summary>
    public async Task AnswerAsync(CancellationToken cancellationToken)
    {
        void Take(MarketplaceMessage message)
        {
            if (message.Request is { } request)
                _requests.Writer.TryWrite(request);
        }
        network.MarketplaceReceived += Take;
        try
        {
            await foreach (MarketplaceRequest request in _requests.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (Offer(request) is { } offer)
                    network.Publish(MarketplaceMessage.Of(offer));
            }
        }
        finally
        {
            network.MarketplaceReceived -= Take;
        }
    }

    /// <summary>The offer for a request; null where this provider could not serve it now.</summary>
    internal MarketplaceOffer? Offer(MarketplaceRequest request)
    {
        LeaseDimensions dimensions = new(request.Vcpus, request.MemoryMb, request.DiskGb, request.Duration);
        if (request.Consumer == core.Key.Address.ToString()
            || dimensions.Validate(core.Ledger.Timing.MinDurationSecs) is not null
            || !new VmResources(request.Vcpus, request.MemoryMb, request.DiskGb).Fits(reservations.Available)
            || certificate() is not { } own
            || LeasePricing.Cost(dimensions, own.PriceMultiplierMilli, core.Ledger.Timing.MinDurationSecs, out ulong cost) is not null
            || options.Judge(request.Duration, cost, 0) is not null
            || (core.Ledger.State.GetAccount(core.Key.Address)?.Xusd ?? 0) < LeasePricing.Stake(cost, core.Genesis.Rules.LeaseStakeDivisor))
        {
            return null;
        }
        MarketplaceOffer offer = new()
        {
            Provider = core.Key.Address.ToString(),
            ProviderPubKey = core.Key.PublicKey.ToString(),
            RequestId = request.RequestId,
            Vcpus = request.Vcpus,
            MemoryMb = request.MemoryMb,
            DiskGb = request.DiskGb,
            Duration = request.Duration,
            TotalCost = cost,
            CertificateHash = own.Hash,
            Timestamp = core.Clock.UnixNow(),
        };
        return core.Key.WithSeed(seed => MarketplaceSigning.Sign(offer, core.Genesis.NetworkId, seed));
    }

    private MarketplaceAdvertisement Advertisement() => new()
    {
        Provider = core.Key.Address.ToString(),
        ProviderPubKey = core.Key.PublicKey.ToString(),
        Vcpus = options.Capacity.Vcpus,
        MemoryMb = options.Capacity.MemoryMb,
        DiskGb = options.Capacity.DiskGb,
        MaxConcurrentLeases = options.MaxConcurrentLeases,
        Timestamp = core.Clock.UnixNow(),
    };
}
