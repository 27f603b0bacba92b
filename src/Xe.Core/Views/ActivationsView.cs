namespace Xe.Core.Views;

/// <summary><c>GET /network/activations</c> (spec 08 §6.3).</summary>
public sealed record ActivationsView
{
    /// <summary>State-chain tip.</summary>
    public ulong TipIndex { get; init; }

    /// <summary>Its time, Unix ns.</summary>
    public long TipTimestamp { get; init; }

    /// <summary>Listed features, by name.</summary>
    public IReadOnlyList<FeatureView> Features { get; init => field = value ?? []; } = [];

    /// <summary>What this build implements, sorted.</summary>
    public IReadOnlyList<string> KnownFeatures { get; init => field = value ?? []; } = [];

    /// <summary>Feature that each gated block type needs.</summary>
    public IReadOnlyDictionary<string, string> GatedBlockTypes { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>Active and not implemented here.</summary>
    public IReadOnlyList<string> UnsupportedActive { get; init => field = value ?? []; } = [];

    /// <summary>Listed, not active, not implemented here.</summary>
    public IReadOnlyList<string> UnsupportedPending { get; init => field = value ?? []; } = [];

    /// <summary>Lowest version peers may have.</summary>
    public string? MinProtocolVersion { get; init; }

    /// <summary>This build's version.</summary>
    public string ProtocolVersion { get; init => field = value ?? ""; } = "";
}
