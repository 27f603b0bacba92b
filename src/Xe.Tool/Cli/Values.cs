using Xe.Core;
using Xe.Core.Primitives;

namespace Xe.Tool.Cli;

/// <summary>Reads values of the command line; what cannot be read is an error of usage.</summary>
internal static class Values
{
    internal static Address Address(string text, string name) =>
        Core.Primitives.Address.TryParse(text, out Address value) ? value : throw Refuse(name, "an address", text);

    internal static PublicKey PublicKey(string text, string name) =>
        Core.Primitives.PublicKey.TryParse(text, out PublicKey value) ? value : throw Refuse(name, "a public key", text);

    internal static Hash256 Hash(string text, string name) =>
        Hash256.TryParse(text, out Hash256 value) ? value : throw Refuse(name, "a hash", text);

    internal static Asset Asset(string text) => text.ToUpperInvariant() switch
    {
        "XE" => Core.Primitives.Asset.Xe,
        "XUSD" => Core.Primitives.Asset.Xusd,
        _ => throw new UsageException($"an asset is XE or XUSD, got {text}"),
    };

    /// <summary>An amount in whole tokens, at most six decimals (spec 01 §11).</summary>
    internal static ulong Amount(string text, Asset asset) =>
        Core.Primitives.Amount.Parse(text, asset, out ulong micro) is { } rejection ? throw new UsageException(rejection.Text) : micro;

    private static UsageException Refuse(string name, string what, string text) =>
        new($"{name}: {what} has 64 hex digits, got {GoQuote.Quote(text.Length > 80 ? text[..80] : text)}");
}
