namespace Xe.Core.Views;

/// <summary><c>GET /health</c>: liveness, with status 200 or 503 (spec 08 §13.1).</summary>
public sealed record HealthView
{
    /// <summary>"ok" or "unhealthy".</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>All checks pass.</summary>
    public bool Ok { get; init; }

    /// <summary>Build version, without "xe/".</summary>
    public string? Version { get; init; }

    /// <summary>Network id.</summary>
    public string? NetworkId { get; init; }

    /// <summary>libp2p peer id.</summary>
    public string? NodeId { get; init; }

    /// <summary>Seconds since start.</summary>
    public double UptimeSeconds { get; init; }

    /// <summary>In fixed order.</summary>
    public IReadOnlyList<CheckView> Checks { get; init => field = value ?? []; } = [];

    /// <summary>What liveness does not say.</summary>
    public string Note { get; init => field = value ?? ""; } = "";
}
