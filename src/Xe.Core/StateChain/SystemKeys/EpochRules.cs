using Xe.Core.Json;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary>Validation of epoch values in oracle blocks (spec 11 §6.2), against the state before the block.</summary>
public static class EpochRules
{
    private const ulong DefaultCapFloorMilli = 1000, DefaultCapCeilingMilli = 2000, WholeMilli = 1000;
    private const uint StableShareMilli = 300;

    /// <summary>Null where the record passes, else the first failing rule.</summary>
    /// <param name="epoch">The record.</param>
    /// <param name="tokenomics">The decodable <c>sys.tokenomics</c>, or null.</param>
    /// <param name="phase">The chain's phase: 1 where the key is absent, null where its value is unreadable (not compared then).</param>
    public static string? Check(EpochRecord epoch, Tokenomics? tokenomics, byte? phase)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (epoch.EndNs <= epoch.StartNs)
            return $"end_ns {epoch.EndNs} must be after start_ns {epoch.StartNs}";
        if (epoch.Phase is not (1 or 2))
            return $"phase {epoch.Phase} invalid (must be 1 or 2)";
        ulong low = tokenomics?.HermiteFloorMilli ?? DefaultCapFloorMilli;
        ulong high = tokenomics?.HermiteCeilingMilli ?? DefaultCapCeilingMilli;
        if (epoch.PayoutCap != 0 && (epoch.PayoutCap < low || epoch.PayoutCap > high))
            return $"payout_cap {epoch.PayoutCap} out of range [{low}, {high}]";
        uint share = epoch.Phase == 1 ? 0 : StableShareMilli;
        if (epoch.SMilli != share)
            return $"s_milli {epoch.SMilli} invalid for phase {epoch.Phase} (want {share})";
        ulong collusion = ExpectedCollusion(epoch, tokenomics);
        if (epoch.RCollusion != 0 && epoch.RCollusion != collusion)
            return $"r_collusion {epoch.RCollusion} does not match expected {collusion}";
        ulong supportive = Math.Max(epoch.RVolume, epoch.RPriceFloor);
        bool collusionBinds = epoch.RCollusion > 0 && epoch.RCollusion < supportive;
        ulong effective = collusionBinds ? epoch.RCollusion : supportive;
        if (epoch.REffective != effective)
            return $"r_effective {epoch.REffective} does not match expected {effective}";
        if (CheckSource(epoch, collusionBinds) is { } sourceFault)
            return sourceFault;
        return phase is { } current && epoch.Phase != current
            ? $"phase {epoch.Phase} does not match chain phase {current}"
            : null;
    }

    /// <summary>floor(factor × (1000 − s) / twap), 0 where nothing can be computed. The product wraps as the reference's does;
    /// it cannot with a factor that passed the rules of its key.</summary>
    public static ulong ExpectedCollusion(EpochRecord epoch, Tokenomics? tokenomics)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (epoch.TwapMilliUsd == 0 || epoch.SMilli >= WholeMilli)
            return 0;
        ulong factor = tokenomics?.RCollusionFactorMilli ?? 0;
        if (factor == 0)
            factor = Tokenomics.DefaultCollusionFactorMilli;
        return unchecked(factor * (WholeMilli - epoch.SMilli)) / epoch.TwapMilliUsd;
    }

    private static string? CheckSource(EpochRecord epoch, bool collusionBinds)
    {
        bool holds = epoch.RSource switch
        {
            "volume" => epoch.RVolume > epoch.RPriceFloor && !collusionBinds,
            "price_floor" => epoch.RPriceFloor > epoch.RVolume && !collusionBinds,
            "tied" => epoch.RVolume == epoch.RPriceFloor && !collusionBinds,
            "collusion" => collusionBinds,
            _ => false,
        };
        return holds ? null : $"r_source {GoQuote.Quote(epoch.RSource)} is not consistent with the R values";
    }
}
