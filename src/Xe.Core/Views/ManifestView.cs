namespace Xe.Core.Views;

/// <summary><c>GET /</c> (spec 08 §6.1).</summary>
public sealed record ManifestView
{
    /// <summary>Always "xe".</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>"xe/" and the build version.</summary>
    public string Version { get; init => field = value ?? ""; } = "";

    /// <summary>Network id.</summary>
    public string? NetworkId { get; init; }

    /// <summary>Address of the node's account.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>libp2p peer id, base58; empty on a node without a network.</summary>
    public string NodeId { get; init => field = value ?? ""; } = "";

    /// <summary>Every route, from the table the router uses.</summary>
    public IReadOnlyList<EndpointView> Endpoints { get; init => field = value ?? []; } = [];
}
