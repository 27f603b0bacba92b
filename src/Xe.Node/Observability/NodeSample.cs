using Xe.Core.Ledger.Audit;

namespace Xe.Node.Observability;

/// <summary>What was seen of a node at one moment (spec 10 §2.2). Health and metrics answer from it, never from the live
/// structures. Weights are micro-XE.</summary>
public sealed record NodeSample
{
    /// <summary>When, in timestamp units of the clock.</summary>
    public required long TakenAt { get; init; }

    /// <summary>What failed while sampling; null where nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Connected peers.</summary>
    public int PeerCount { get; init; }

    /// <summary>True on a node that is alone by choice.</summary>
    public bool IsStandalone { get; init; }

    /// <summary>End of the last successful sync round, Unix ns; 0 before the first.</summary>
    public long LastSyncNs { get; init; }

    /// <summary>Size of the sync quarantine.</summary>
    public int QuarantinedBlocks { get; init; }

    /// <summary>Opened accounts.</summary>
    public int Accounts { get; init; }

    /// <summary>Blocks on chains.</summary>
    public long Blocks { get; init; }

    /// <summary>Unreceived sends.</summary>
    public int Pending { get; init; }

    /// <summary>Open conflicts.</summary>
    public int Conflicts { get; init; }

    /// <summary>Accounts whose block count exceeds their final height.</summary>
    public int Unfinalized { get; init; }

    /// <summary>Sum of all final heights.</summary>
    public ulong FinalHeightSum { get; init; }

    /// <summary>Quorum denominator.</summary>
    public UInt128 DelegatedWeight { get; init; }

    /// <summary>Weight outside an enforced allow-list.</summary>
    public UInt128 IneligibleWeight { get; init; }

    /// <summary>An allow-list is enforced.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>An allow-list is published and ignored.</summary>
    public bool IsFailedOpen { get; init; }

    /// <summary>Representatives that count.</summary>
    public int Representatives { get; init; }

    /// <summary>Those that voted within ten minutes.</summary>
    public int ActiveRepresentatives { get; init; }

    /// <summary>Their weight.</summary>
    public UInt128 ActiveWeight { get; init; }

    /// <summary>Final heights raised since the start.</summary>
    public ulong FinalityAdvances { get; init; }

    /// <summary>Times weight had to be clamped; a correctness fault.</summary>
    public long Underflows { get; init; }

    /// <summary>16 hex digits over all frontiers.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Supply report; null before the first one is made.</summary>
    public SupplyReport? Supply { get; init; }

    /// <summary>Size of the data directory, bytes.</summary>
    public long StoreBytes { get; init; }

    /// <summary>The own certificate is held and in force.</summary>
    public bool IsCertificateValid { get; init; }

    /// <summary>Active share of the delegated weight less the quorum's; −0.67 without any weight.</summary>
    public double QuorumMargin => DelegatedWeight == 0 ? -0.67 : (double)ActiveWeight / (double)DelegatedWeight - 0.67;
}
