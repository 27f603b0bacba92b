using System.Diagnostics.CodeAnalysis;
using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.Leases.Market;

/// <summary>The envelope of the marketplace topic (spec 12 §3): <c>{"type":…,"ad":…|"request":…|"offer":…}</c>, absent parts left out.</summary>
public static class MarketplaceJson
{
    /// <summary>Reads a message. A missing part is no fault here; <see cref="MarketplaceSigning.Verify(MarketplaceMessage, string)"/> judges.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness,
        [NotNullWhen(true)] out MarketplaceMessage? message, [NotNullWhen(false)] out Rejection? error)
    {
        message = null;
        error = RecordJson.Open(utf8, strictness, "marketplace_message", out GoJsonReader reader);
        if (error is not null)
            return false;
        string type = "";
        MarketplaceMessage read = new("");
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("type"u8))
                    reader.ReadString(ref type);
                else if (name.SequenceEqual("ad"u8))
                    read = read with { Advertisement = AdvertisementJson.Read(ref reader) };
                else if (name.SequenceEqual("request"u8))
                    read = read with { Request = RequestJson.Read(ref reader) };
                else if (name.SequenceEqual("offer"u8))
                    read = read with { Offer = OfferJson.Read(ref reader) };
                else
                    reader.SkipUnknown();
            }
        }
        error = reader.Error is { } fault ? RecordJson.Undecodable("marketplace_message", fault) : null;
        message = error is null ? read with { Type = type } : null;
        return error is null;
    }

    /// <summary>Writes a message.</summary>
    public static void Write(ref GoJsonWriter writer, MarketplaceMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        writer.BeginObject();
        writer.String("type"u8, message.Type);
        if (message.Advertisement is { } ad)
        {
            writer.Name("ad"u8);
            AdvertisementJson.Write(ref writer, ad);
        }
        if (message.Request is { } request)
        {
            writer.Name("request"u8);
            RequestJson.Write(ref writer, request);
        }
        if (message.Offer is { } offer)
        {
            writer.Name("offer"u8);
            OfferJson.Write(ref writer, offer);
        }
        writer.EndObject();
    }

    /// <summary>The message as bytes.</summary>
    public static byte[] ToBytes(MarketplaceMessage message) => RecordJson.ToBytes(message, Write);
}
