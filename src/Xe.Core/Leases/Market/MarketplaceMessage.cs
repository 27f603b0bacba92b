namespace Xe.Core.Leases.Market;

/// <summary>The envelope of the marketplace topic (spec 12 §3): a type and the part that belongs to it.</summary>
/// <param name="Type">"advertisement", "request" or "offer"; unknown types are ignored by receivers, not rejected.</param>
/// <param name="Advertisement">Set for advertisements.</param>
/// <param name="Request">Set for requests.</param>
/// <param name="Offer">Set for offers.</param>
public sealed record MarketplaceMessage(
    string Type,
    MarketplaceAdvertisement? Advertisement = null,
    MarketplaceRequest? Request = null,
    MarketplaceOffer? Offer = null)
{
    /// <summary>Type text of an advertisement.</summary>
    public const string AdvertisementType = "advertisement";

    /// <summary>Type text of a request.</summary>
    public const string RequestType = "request";

    /// <summary>Type text of an offer.</summary>
    public const string OfferType = "offer";

    /// <summary>False for a type this build does not know: ignore, neither relay nor penalise.</summary>
    public bool IsKnownType => Type is AdvertisementType or RequestType or OfferType;

    /// <summary>Wraps an advertisement.</summary>
    public static MarketplaceMessage Of(MarketplaceAdvertisement advertisement) => new(AdvertisementType, Advertisement: advertisement);

    /// <summary>Wraps a request.</summary>
    public static MarketplaceMessage Of(MarketplaceRequest request) => new(RequestType, Request: request);

    /// <summary>Wraps an offer.</summary>
    public static MarketplaceMessage Of(MarketplaceOffer offer) => new(OfferType, Offer: offer);
}
