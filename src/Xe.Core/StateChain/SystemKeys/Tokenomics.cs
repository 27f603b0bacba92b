using Xe.Core.Json;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary><c>sys.tokenomics</c> (spec 11 §5.3). Nodes use the collusion factor and the two Hermite ratios, while validating
/// epochs; the rest are inputs of the oracle.</summary>
public sealed record Tokenomics
{
    /// <summary>Largest ratio, × 1000.</summary>
    public const ulong MaxRatioMilli = 100_000;

    /// <summary>Collusion factor used where none is set, × 1000.</summary>
    public const ulong DefaultCollusionFactorMilli = 950;

    /// <summary>Starting R, × 1000.</summary>
    public ulong RInit { get; private set; }

    /// <summary>Lowest R, × 1000.</summary>
    public ulong RFloor { get; private set; }

    /// <summary>Half volume, milli-USD per month.</summary>
    public ulong VHalf { get; private set; }

    /// <summary>First price tier, milli-USD.</summary>
    public ulong PriceTier1 { get; private set; }

    /// <summary>Second price tier, milli-USD.</summary>
    public ulong PriceTier2 { get; private set; }

    /// <summary>Third price tier, milli-USD.</summary>
    public ulong PriceTier3 { get; private set; }

    /// <summary>R floor of the first tier, × 1000.</summary>
    public ulong RPriceFloorTier1 { get; private set; }

    /// <summary>R floor of the second tier, × 1000.</summary>
    public ulong RPriceFloorTier2 { get; private set; }

    /// <summary>Collusion factor, × 1000.</summary>
    public ulong RCollusionFactorMilli { get; private set; }

    /// <summary>Lower end of the valuation curve, USD.</summary>
    public ulong HermiteFdvMinUsd { get; private set; }

    /// <summary>Upper end of the valuation curve, USD.</summary>
    public ulong HermiteFdvMaxUsd { get; private set; }

    /// <summary>Highest payout cap, × 1000.</summary>
    public ulong HermiteCeilingMilli { get; private set; }

    /// <summary>Lowest payout cap, × 1000.</summary>
    public ulong HermiteFloorMilli { get; private set; }

    /// <summary>The static rules of the key, first failure reported; null where the value passes.</summary>
    public static string? Check(ReadOnlySpan<byte> json)
    {
        Tokenomics? t = Decode(json, out string? error);
        if (t is null)
            return $"invalid tokenomics JSON: {error}";
        return t switch
        {
            { RFloor: 0 } => "tokenomics r_floor must be > 0",
            _ when t.RInit <= t.RFloor => "tokenomics r_init must be > r_floor",
            { VHalf: 0 } => "tokenomics v_half must be > 0",
            _ when t.PriceTier1 >= t.PriceTier2 || t.PriceTier2 >= t.PriceTier3 => "tokenomics price tiers must be strictly increasing",
            _ when t.RPriceFloorTier1 < t.RPriceFloorTier2 => "tokenomics r_price_floor_tier_1 must be >= r_price_floor_tier_2",
            _ when t.RPriceFloorTier2 < t.RFloor => "tokenomics r_price_floor_tier_2 must be >= r_floor",
            { RCollusionFactorMilli: 0 or >= 1000 } => "tokenomics r_collusion_factor_milli must be in (0, 1000)",
            { HermiteFdvMinUsd: 0 } => "tokenomics hermite_fdv_min_usd must be > 0",
            _ when t.HermiteFdvMinUsd >= t.HermiteFdvMaxUsd => "tokenomics hermite_fdv_min_usd must be < hermite_fdv_max_usd",
            { HermiteFloorMilli: 0 } => "tokenomics hermite_floor_milli must be > 0",
            _ when t.HermiteCeilingMilli <= t.HermiteFloorMilli => "tokenomics hermite_ceiling_milli must be > hermite_floor_milli",
            _ => t.CheckRatios(),
        };
    }

    /// <summary>The parameters in force; null where the value is absent or cannot be decoded.</summary>
    public static Tokenomics? Load(ReadOnlySpan<byte> json) => json.IsEmpty ? null : Decode(json, out _);

    private string? CheckRatios()
    {
        foreach ((string name, ulong value) in (ReadOnlySpan<(string, ulong)>)
        [
            ("r_init", RInit),
            ("r_floor", RFloor),
            ("r_price_floor_tier_1", RPriceFloorTier1),
            ("r_price_floor_tier_2", RPriceFloorTier2),
            ("r_collusion_factor_milli", RCollusionFactorMilli),
            ("hermite_ceiling_milli", HermiteCeilingMilli),
            ("hermite_floor_milli", HermiteFloorMilli),
        ])
        {
            if (value is < 1 or > MaxRatioMilli)
                return $"tokenomics {name} {value} out of range [1, {MaxRatioMilli}]";
        }
        return null;
    }

    private static Tokenomics? Decode(ReadOnlySpan<byte> json, out string? error)
    {
        Tokenomics read = new();
        error = SchemaJson.ReadObject(json, read, ReadMember, refuseUnknown: true);
        return error is null ? read : null;
    }

    private static void ReadMember(ref GoJsonReader reader, scoped ReadOnlySpan<byte> name, Tokenomics t)
    {
        if (name.SequenceEqual("r_init"u8))
            t.RInit = Number(ref reader, t.RInit);
        else if (name.SequenceEqual("r_floor"u8))
            t.RFloor = Number(ref reader, t.RFloor);
        else if (name.SequenceEqual("v_half"u8))
            t.VHalf = Number(ref reader, t.VHalf);
        else if (name.SequenceEqual("price_tier_1"u8))
            t.PriceTier1 = Number(ref reader, t.PriceTier1);
        else if (name.SequenceEqual("price_tier_2"u8))
            t.PriceTier2 = Number(ref reader, t.PriceTier2);
        else if (name.SequenceEqual("price_tier_3"u8))
            t.PriceTier3 = Number(ref reader, t.PriceTier3);
        else if (name.SequenceEqual("r_price_floor_tier_1"u8))
            t.RPriceFloorTier1 = Number(ref reader, t.RPriceFloorTier1);
        else if (name.SequenceEqual("r_price_floor_tier_2"u8))
            t.RPriceFloorTier2 = Number(ref reader, t.RPriceFloorTier2);
        else if (name.SequenceEqual("r_collusion_factor_milli"u8))
            t.RCollusionFactorMilli = Number(ref reader, t.RCollusionFactorMilli);
        else if (name.SequenceEqual("hermite_fdv_min_usd"u8))
            t.HermiteFdvMinUsd = Number(ref reader, t.HermiteFdvMinUsd);
        else if (name.SequenceEqual("hermite_fdv_max_usd"u8))
            t.HermiteFdvMaxUsd = Number(ref reader, t.HermiteFdvMaxUsd);
        else if (name.SequenceEqual("hermite_ceiling_milli"u8))
            t.HermiteCeilingMilli = Number(ref reader, t.HermiteCeilingMilli);
        else if (name.SequenceEqual("hermite_floor_milli"u8))
            t.HermiteFloorMilli = Number(ref reader, t.HermiteFloorMilli);
        else
            reader.SkipUnknown();
    }

    private static ulong Number(ref GoJsonReader reader, ulong value)
    {
        reader.ReadUInt64(ref value);
        return value;
    }
}
