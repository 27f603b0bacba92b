namespace Xe.Core;

/// <summary>What differs between the public network and dev or PoC-2 networks (architecture §4). Read from
/// <c>rules.json</c> beside the genesis; absent = <see cref="Public"/>.</summary>
public sealed record NetworkRules
{
    /// <summary>The rules of <c>testnet-0003</c>.</summary>
    public static NetworkRules Public { get; } = new();

    /// <summary>The rules of dev networks: claim blocks, stake of a fifth, instant work, fast votes.</summary>
    public static NetworkRules Dev { get; } = new()
    {
        ClaimEnabled = true,
        LeaseStakeDivisor = 5,
        WorkDifficulty = 0xf000000000000000,
        StabilityWindow = TimeSpan.FromMilliseconds(100),
    };

    /// <summary>Whether <c>claim</c> blocks exist. Default: no.</summary>
    public bool ClaimEnabled { get; init; }

    /// <summary>Provider stake = max(1, ceil(cost / divisor)); 0 = no stake (spec 03 §2.3). Default: 0.</summary>
    public ulong LeaseStakeDivisor { get; init; }

    /// <summary>Block proof-of-work difficulty; 0 disables the check (spec 01 §12). Default: fffff80000000000.</summary>
    public ulong WorkDifficulty { get; init; } = 0xfffff80000000000;

    /// <summary>How long no new held candidate may have appeared before a lock (spec 04 §2). Default: 3 s.</summary>
    public TimeSpan StabilityWindow { get; init; } = TimeSpan.FromSeconds(3);
}
