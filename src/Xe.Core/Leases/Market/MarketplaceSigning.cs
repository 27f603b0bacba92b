using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.Leases.Market;

/// <summary>Digests, signatures and verification of marketplace messages (spec 12 §3, 06 §7.8.4). Timestamps are not judged:
/// an honest relay cannot.</summary>
public static class MarketplaceSigning
{
    /// <summary>Signed bytes of an advertisement.</summary>
    public static SignedBytes Preimage(MarketplaceAdvertisement ad, string networkId)
    {
        ArgumentNullException.ThrowIfNull(ad);
        return new SignedBytes()
            .Raw("xe/marketplace-advertisement/v1\0"u8)
            .Lp8(networkId)
            .Lp8(ad.Provider)
            .Lp8(ad.ProviderPubKey)
            .Lp8(ad.Vcpus)
            .Lp8(ad.MemoryMb)
            .Lp8(ad.DiskGb)
            .Lp8(ad.MaxConcurrentLeases)
            .Lp8(ad.Timestamp);
    }

    /// <summary>Signed bytes of a request.</summary>
    public static SignedBytes Preimage(MarketplaceRequest request, string networkId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new SignedBytes()
            .Raw("xe/marketplace-request/v1\0"u8)
            .Lp8(networkId)
            .Lp8(request.Consumer)
            .Lp8(request.ConsumerPubKey)
            .Lp8(request.RequestId)
            .Lp8(request.Vcpus)
            .Lp8(request.MemoryMb)
            .Lp8(request.DiskGb)
            .Lp8(request.Duration)
            .Lp8(request.Timestamp);
    }

    /// <summary>Signed bytes of an offer.</summary>
    public static SignedBytes Preimage(MarketplaceOffer offer, string networkId)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return new SignedBytes()
            .Raw("xe/marketplace-offer/v1\0"u8)
            .Lp8(networkId)
            .Lp8(offer.Provider)
            .Lp8(offer.ProviderPubKey)
            .Lp8(offer.RequestId)
            .Lp8(offer.Vcpus)
            .Lp8(offer.MemoryMb)
            .Lp8(offer.DiskGb)
            .Lp8(offer.Duration)
            .Lp8(offer.TotalCost)
            .Lp8(offer.CertificateHash)
            .Lp8(offer.Timestamp);
    }

    /// <summary>The advertisement with its signature.</summary>
    public static MarketplaceAdvertisement Sign(MarketplaceAdvertisement ad, string networkId, ReadOnlySpan<byte> seed) =>
        ad with { Signature = Sign(Preimage(ad, networkId), seed) };

    /// <summary>The request with its signature.</summary>
    public static MarketplaceRequest Sign(MarketplaceRequest request, string networkId, ReadOnlySpan<byte> seed) =>
        request with { Signature = Sign(Preimage(request, networkId), seed) };

    /// <summary>The offer with its signature.</summary>
    public static MarketplaceOffer Sign(MarketplaceOffer offer, string networkId, ReadOnlySpan<byte> seed) =>
        offer with { Signature = Sign(Preimage(offer, networkId), seed) };

    /// <summary>Null where address, key and signature hold: "missing provider", "missing signature", key faults, signature faults.</summary>
    public static Rejection? Verify(MarketplaceAdvertisement ad, string networkId)
    {
        ArgumentNullException.ThrowIfNull(ad);
        return Verify(ad.Provider, "provider", ad.ProviderPubKey, ad.Signature, Preimage(ad, networkId));
    }

    /// <summary>Null where address, key and signature hold: "missing consumer", "missing signature", key faults, signature faults.</summary>
    public static Rejection? Verify(MarketplaceRequest request, string networkId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verify(request.Consumer, "consumer", request.ConsumerPubKey, request.Signature, Preimage(request, networkId));
    }

    /// <summary>Null where address, key and signature hold: "missing provider", "missing signature", key faults, signature faults.</summary>
    public static Rejection? Verify(MarketplaceOffer offer, string networkId)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return Verify(offer.Provider, "provider", offer.ProviderPubKey, offer.Signature, Preimage(offer, networkId));
    }

    /// <summary>What the topic validator refuses (spec 06 §7.5): an empty type, a missing part, a failed verification. An unknown
    /// type gives null; ask <see cref="MarketplaceMessage.IsKnownType"/>.</summary>
    public static Rejection? Verify(MarketplaceMessage message, string networkId)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message switch
        {
            { Type: "" } => new Rejection("missing_type", "missing type"),
            { Type: MarketplaceMessage.AdvertisementType, Advertisement: { } ad } => Verify(ad, networkId),
            { Type: MarketplaceMessage.RequestType, Request: { } request } => Verify(request, networkId),
            { Type: MarketplaceMessage.OfferType, Offer: { } offer } => Verify(offer, networkId),
            { IsKnownType: true } => new Rejection("missing_part", $"missing {message.Type}"),
            _ => null,
        };
    }

    private static string Sign(SignedBytes preimage, ReadOnlySpan<byte> seed) =>
        TextSignature.Sign(seed, preimage.Digest().Value.Span);

    private static Rejection? Verify(string account, string role, string publicKey, string signature, SignedBytes preimage)
    {
        if (account.Length == 0)
            return new Rejection("missing_account", $"missing {role}");
        if (signature.Length == 0)
            return new Rejection("missing_signature", "missing signature");
        if (SelfCertification.Check(publicKey, account) is { } keyFault)
            return keyFault;
        Hash256 digest = preimage.Digest();
        return TextSignature.Check(publicKey, digest.Value.Span, signature);
    }
}
