namespace Xe.Core.Views;

/// <summary><c>GET /delegation</c> (spec 08 §9). Micro-XE.</summary>
public sealed record DelegationView
{
    /// <summary>Representatives that count toward quorum.</summary>
    public IReadOnlyDictionary<string, ulong> Weights { get; init => field = value ?? new Dictionary<string, ulong>(); } = new Dictionary<string, ulong>();

    /// <summary>Quorum denominator, saturated.</summary>
    public ulong TotalWeight { get; init; }

    /// <summary>Representatives the allow-list leaves out.</summary>
    public IReadOnlyDictionary<string, ulong>? IneligibleWeights { get; init; }

    /// <summary>Their sum, saturated.</summary>
    public ulong IneligibleWeight { get; init; }

    /// <summary>An allow-list is enforced.</summary>
    public bool EligibilityRestricted { get; init; }

    /// <summary>An allow-list is published and ignored, since it matches no weight.</summary>
    public bool EligibilityFailedOpen { get; init; }
}
