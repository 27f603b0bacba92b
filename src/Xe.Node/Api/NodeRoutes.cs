using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xe.Core.Blocks;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Audit;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Node.Api;

/// <summary>The manifest, the node, the supply (spec 08 §6, §7.7).</summary>
internal sealed class NodeRoutes(ApiContext api)
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/", "This list", ApiAccess.Open, Manifest) { Group = "node" },
        new("GET", "/openapi.json", "The OpenAPI description of this API", ApiAccess.Open, OpenApi) { Group = "node" },
        new("GET", "/node", "The node and its network", ApiAccess.Open, Node) { Group = "node" },
    ];

    public IEnumerable<ApiRoute> SupplyRoutes =>
    [
        new("GET", "/supply", "Where every unit came from and where it is", ApiAccess.Open, Supply) { Group = "supply" },
    ];

    private Task Manifest(ApiRequest request)
    {
        ManifestView view = new()
        {
            Name = "xe",
            Version = NodeVersion.Agent,
            NetworkId = api.Core.Genesis.NetworkId,
            Address = api.Core.Key.Address.ToString(),
            NodeId = api.Network.PeerId,
            Endpoints = [.. api.Routes.Routes.Select(r => new EndpointView { Method = r.Method, Path = r.Template, Description = r.Description })],
        };
        return request.JsonAsync(view, ApiResponses.Indented.ManifestView);
    }

    private Task OpenApi(ApiRequest request) => ApiResponses.BytesAsync(
        request.Http, Encoding.UTF8.GetBytes(OpenApiDocument.Write(api.Routes)), StatusCodes.Status200OK, "application/json");

    private Task Node(ApiRequest request)
    {
        NodeCore core = api.Core;
        Ledger ledger = core.Ledger;
        IReadOnlyList<PeerView> peers = api.Network.Peers;
        NodeView view = new()
        {
            Id = api.Network.PeerId,
            Address = core.Key.Address.ToString(),
            PublicKey = core.Key.PublicKey.ToString(),
            Version = NodeVersion.Agent,
            NetworkId = core.Genesis.NetworkId,
            Peers = peers,
            PeerCount = peers.Count,
            Accounts = ledger.State.AccountCount,
            BlockCount = ledger.State.BlockCount,
            DroppedBlocks = (ulong)api.Network.DroppedBlocks,
            DelegationUnderflows = (ulong)ledger.State.Weights.Underflows,
            TotalDelegatedWeight = ApiContext.Saturate(ledger.EligibleTotal()),
            Representatives = ledger.EligibleWeights().Count,
            FinalityAdvances = core.Finality.Advances,
            LastFinalityNs = core.Finality.LastAdvanceNs,
            PowDifficulty = Difficulty(core.Genesis.Rules.WorkDifficulty),
            ChatPowDifficulty = Difficulty(core.ChatDifficulty),
            LeaseTiming = Timing(ledger.Timing),
            Certificate = Certificate(core),
        };
        return request.JsonAsync(view, ViewsJson.Default.NodeView);
    }

    private Task Supply(ApiRequest request)
    {
        SupplyReport report = api.Supply.Report(request.Aborted);
        SortedDictionary<string, AssetSupplyView> assets = new(StringComparer.Ordinal);
        foreach ((Asset asset, AssetSupply supply) in report.Assets)
            assets.Add(asset.ToString(), View(supply));
        SupplyView view = new()
        {
            GenesisSupply = report.GenesisSupply,
            Assets = assets,
            Accounts = report.Accounts,
            Blocks = report.Blocks,
            Leases = report.Leases,
            Pending = report.Pending,
            Conserved = report.Conserved,
            Notes = report.Notes,
            Stable = report.Stable,
            Attempts = report.Attempts,
            ComputedAt = report.ComputedAtNs,
            DurationMs = report.DurationMs,
        };
        return request.JsonAsync(view, ViewsJson.Default.SupplyView);
    }

    private static string Difficulty(ulong difficulty) => difficulty.ToString("x", CultureInfo.InvariantCulture);

    private static LeaseTimingView Timing(LeaseTiming timing) => new()
    {
        MinDurationSecs = timing.MinDurationSecs,
        SettleGraceNs = timing.SettleGraceNs,
        ForceSettleGapNs = timing.ForceSettleGapNs,
        EscrowExpiryNs = timing.EscrowExpiryNs,
        ArchiveGapNs = timing.ArchiveGapNs,
        MaxAttestationSkewNs = timing.MaxAttestationSkewNs,
    };

    private static OwnCertificateView Certificate(NodeCore core) =>
        core.Certificates.Current(core.Key.Address) is { } own
            ? new OwnCertificateView { Valid = own.IsValidAt(core.Clock.UnixNow()), Hash = own.Hash, ExpiresAt = own.ExpiresAt }
            : new OwnCertificateView();

    private static AssetSupplyView View(AssetSupply supply) => new()
    {
        Genesis = supply.Genesis,
        Minted = supply.Minted,
        Emitted = supply.Emitted,
        Created = supply.Created,
        Burned = supply.Burned,
        EscrowBurned = supply.EscrowBurned,
        StakeForfeited = supply.StakeForfeited,
        Destroyed = supply.Destroyed,
        LockedStake = supply.LockedStake,
        Balances = supply.Balances,
        InFlight = supply.InFlight,
        Observed = supply.Observed,
        Accounted = supply.Accounted,
        Discrepancy = supply.Discrepancy,
        Conserved = supply.Conserved,
    };
}
