using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe;

/// <summary>A node as it describes itself (<c>GET /node</c>, spec 08 §6.2).</summary>
public sealed class NodeInfo
{
    internal NodeInfo(NodeView view, Uri apiUri)
    {
        ApiUri = apiUri;
        Id = view.Id;
        Address = view.Address;
        PublicKey = view.PublicKey;
        Version = view.Version;
        NetworkId = view.NetworkId;
        Peers = [.. view.Peers.Select(p => new PeerInfo(p))];
        Accounts = view.Accounts;
        BlockCount = view.BlockCount;
        DroppedBlocks = view.DroppedBlocks;
        DelegationUnderflows = view.DelegationUnderflows;
        TotalDelegatedWeight = view.TotalDelegatedWeight;
        Representatives = view.Representatives;
        FinalityAdvances = view.FinalityAdvances;
        LastFinalityNs = view.LastFinalityNs;
        PowDifficulty = view.PowDifficulty;
        ChatPowDifficulty = view.ChatPowDifficulty;
        CertificateValid = view.Certificate.Valid;
        CertificateHash = view.Certificate.Hash;
        MinLeaseDuration = TimeSpan.FromSeconds(view.LeaseTiming.MinDurationSecs);
        SettleGrace = Nanos.ToSpan(view.LeaseTiming.SettleGraceNs);
        ForceSettleGap = Nanos.ToSpan(view.LeaseTiming.ForceSettleGapNs);
        EscrowExpiry = Nanos.ToSpan(view.LeaseTiming.EscrowExpiryNs);
        ArchiveGap = Nanos.ToSpan(view.LeaseTiming.ArchiveGapNs);
        MaxAttestationSkew = Nanos.ToSpan(view.LeaseTiming.MaxAttestationSkewNs);
    }

    /// <summary>Where its API answers.</summary>
    public Uri ApiUri { get; }

    /// <summary>libp2p peer id.</summary>
    public string Id { get; }

    /// <summary>Address of the node's account.</summary>
    public string Address { get; }

    /// <summary>The node's Ed25519 key.</summary>
    public string PublicKey { get; }

    /// <summary>Program and version.</summary>
    public string Version { get; }

    /// <summary>Network id.</summary>
    public string? NetworkId { get; }

    /// <summary>Connected peers.</summary>
    public PeerInfo[] Peers { get; }

    /// <summary>How many.</summary>
    public int PeerCount => Peers.Length;

    /// <summary>Opened accounts.</summary>
    public int Accounts { get; }

    /// <summary>Blocks on chains.</summary>
    public long BlockCount { get; }

    /// <summary>Blocks shed from the gossip queue since start.</summary>
    public ulong DroppedBlocks { get; }

    /// <summary>Any value but 0 is a correctness fault.</summary>
    public ulong DelegationUnderflows { get; }

    /// <summary>Quorum denominator, micro-XE.</summary>
    public ulong TotalDelegatedWeight { get; }

    /// <summary>Representatives with eligible weight.</summary>
    public int Representatives { get; }

    /// <summary>Final heights raised since start.</summary>
    public ulong FinalityAdvances { get; }

    /// <summary>When the last one was; null before the first.</summary>
    public DateTimeOffset? LastFinality => LastFinalityNs == 0 ? null : UnixNanos.ToTime(LastFinalityNs);

    /// <summary>The same, Unix nanoseconds.</summary>
    public long LastFinalityNs { get; }

    /// <summary>Block work difficulty, hex; "0" = off.</summary>
    public string PowDifficulty { get; }

    /// <summary>Chat work difficulty, hex; "0" = off.</summary>
    public string ChatPowDifficulty { get; }

    /// <summary>Whether the node holds a valid performance certificate of its own.</summary>
    public bool CertificateValid { get; }

    /// <summary>Its hash.</summary>
    public string? CertificateHash { get; }

    /// <summary>Shortest lease.</summary>
    public TimeSpan MinLeaseDuration { get; }

    /// <summary>How long after expiry a provider may settle.</summary>
    public TimeSpan SettleGrace { get; }

    /// <summary>How long after the grace a consumer may force-settle.</summary>
    public TimeSpan ForceSettleGap { get; }

    /// <summary>How long after expiry an escrow lives.</summary>
    public TimeSpan EscrowExpiry { get; }

    /// <summary>How long after that it is archived.</summary>
    public TimeSpan ArchiveGap { get; }

    /// <summary>Largest difference of an attestation from the present.</summary>
    public TimeSpan MaxAttestationSkew { get; }

    /// <inheritdoc />
    public override string ToString() => ApiUri.ToString();
}
