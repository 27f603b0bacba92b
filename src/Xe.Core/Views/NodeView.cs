namespace Xe.Core.Views;

/// <summary><c>GET /node</c> (spec 08 §6.2). Weights are micro-XE.</summary>
public sealed record NodeView
{
    /// <summary>libp2p peer id, base58; empty on a node without a network.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Address of the node's account.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>The node's Ed25519 key: votes, attestations, registration; not the libp2p key.</summary>
    public string PublicKey { get; init => field = value ?? ""; } = "";

    /// <summary>"xe/" and the build version.</summary>
    public string Version { get; init => field = value ?? ""; } = "";

    /// <summary>Network id.</summary>
    public string? NetworkId { get; init; }

    /// <summary>Connected peers.</summary>
    public IReadOnlyList<PeerView> Peers { get; init => field = value ?? []; } = [];

    /// <summary>How many.</summary>
    public int PeerCount { get; init; }

    /// <summary>Opened accounts.</summary>
    public int Accounts { get; init; }

    /// <summary>Blocks on chains.</summary>
    public long BlockCount { get; init; }

    /// <summary>Blocks shed from the gossip queue since start.</summary>
    public ulong DroppedBlocks { get; init; }

    /// <summary>Any value but 0 is a correctness fault.</summary>
    public ulong DelegationUnderflows { get; init; }

    /// <summary>Quorum denominator, saturated.</summary>
    public ulong TotalDelegatedWeight { get; init; }

    /// <summary>Representatives with eligible weight.</summary>
    public int Representatives { get; init; }

    /// <summary>Final heights raised since start.</summary>
    public ulong FinalityAdvances { get; init; }

    /// <summary>When the last one was, Unix ns; 0 before the first.</summary>
    public long LastFinalityNs { get; init; }

    /// <summary>Block work difficulty, hex without padding; "0" = off.</summary>
    public string PowDifficulty { get; init => field = value ?? ""; } = "";

    /// <summary>Chat work difficulty, likewise.</summary>
    public string ChatPowDifficulty { get; init => field = value ?? ""; } = "";

    /// <summary>Lease timing in force.</summary>
    public LeaseTimingView LeaseTiming { get; init => field = value ?? new LeaseTimingView(); } = new();

    /// <summary>The node's own certificate.</summary>
    public OwnCertificateView Certificate { get; init => field = value ?? new OwnCertificateView(); } = new();
}
