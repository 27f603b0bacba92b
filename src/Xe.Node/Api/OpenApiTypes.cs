using System.Text.Json.Serialization.Metadata;
using Xe.Core.Views;

namespace Xe.Node.Api;

/// <summary>What each route takes and gives, for the OpenAPI document. A test asks that every route of the table is here.</summary>
internal static class OpenApiTypes
{
    private static readonly ViewsJson Json = ViewsJson.Default;

    /// <summary>Parameters of the query by route.</summary>
    public static IReadOnlyDictionary<string, string[]> Queries { get; } = new Dictionary<string, string[]>
    {
        ["GET /events"] = ["types", "account", "last_event_id"],
        ["GET /accounts"] = ["offset", "limit"],
        ["GET /accounts/{address}/chain"] = ["offset", "limit"],
        ["GET /reputation"] = ["offset", "limit"],
        ["GET /frontiers"] = ["offset", "limit"],
        ["GET /pending"] = ["offset", "limit"],
        ["GET /blocks/recent"] = ["limit", "since"],
        ["GET /conflicts"] = ["offset", "limit"],
        ["GET /leases"] = ["state", "offset", "limit"],
        ["GET /statechain/blocks"] = ["start", "limit"],
        ["GET /statechain/kv"] = ["prefix", "offset", "limit"],
        ["GET /directory"] = ["offset", "limit"],
        ["GET /chat/messages"] = ["account", "pub_key", "challenge", "sig", "since"],
        ["GET /chat/contacts"] = ["account", "pub_key", "challenge", "sig"],
        ["GET /chat/events"] = ["account", "pub_key", "challenge", "sig"],
    };

    /// <summary>Bodies of requests by route.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo> Bodies { get; } = new Dictionary<string, JsonTypeInfo>
    {
        ["POST /blocks/{type}"] = Json.WireBlock,
        ["POST /pow"] = Json.WorkRequest,
        ["POST /statechain/blocks"] = Json.StateBlock,
        ["POST /attestation/request"] = Json.AttestationRequest,
        ["POST /directory/register"] = Json.DirectoryRegistration,
        ["POST /chat/send"] = Json.ChatEnvelope,
    };

    /// <summary>Bodies of answers by route; null = a stream of events.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo?> Answers { get; } = new Dictionary<string, JsonTypeInfo?>
    {
        ["GET /"] = Json.ManifestView,
        ["GET /openapi.json"] = Json.JsonElement,
        ["GET /node"] = Json.NodeView,
        ["GET /events"] = null,
        ["GET /network/activations"] = Json.ActivationsView,
        ["GET /network/readiness"] = Json.NetworkReadinessView,
        ["GET /health"] = Json.HealthView,
        ["GET /ready"] = Json.ReadyView,
        ["GET /accounts"] = Json.IReadOnlyListAccountView,
        ["GET /accounts/{address}/balance"] = Json.BalanceView,
        ["GET /accounts/{address}/chain"] = Json.ChainView,
        ["GET /accounts/{address}/keyset"] = Json.KeysetView,
        ["GET /accounts/{address}/reputation"] = Json.ReputationView,
        ["GET /reputation"] = Json.IReadOnlyDictionaryStringReputationView,
        ["GET /frontiers"] = Json.IReadOnlyListFrontierView,
        ["GET /supply"] = Json.SupplyView,
        ["GET /pending"] = Json.IReadOnlyListPendingView,
        ["GET /pending/{address}"] = Json.AccountPendingView,
        ["GET /blocks/recent"] = Json.IReadOnlyListWireBlock,
        ["GET /blocks/{hash}"] = Json.BlockView,
        ["POST /blocks/{type}"] = Json.WireBlock,
        ["POST /pow"] = Json.WorkView,
        ["GET /conflicts"] = Json.IReadOnlyListConflictView,
        ["GET /conflicts/{account}"] = Json.IReadOnlyListConflictView,
        ["GET /delegation"] = Json.DelegationView,
        ["GET /providers"] = Json.IReadOnlyListProviderView,
        ["GET /certificate"] = Json.PerformanceCertificate,
        ["GET /certificate/{provider}"] = Json.PerformanceCertificate,
        ["GET /certificate/hash/{hash}"] = Json.PerformanceCertificate,
        ["GET /leases"] = Json.IReadOnlyListLeaseView,
        ["GET /leases/{hash}"] = Json.LeaseView,
        ["GET /statechain/tip"] = Json.StateBlock,
        ["GET /statechain/blocks"] = Json.StateBlocksView,
        ["GET /statechain/blocks/{index}"] = Json.StateBlock,
        ["GET /statechain/kv"] = Json.IReadOnlyDictionaryStringJsonElement,
        ["GET /statechain/kv/{key...}"] = Json.StateValueView,
        ["GET /statechain/keyset"] = Json.KeysetView,
        ["POST /statechain/blocks"] = Json.StateBlock,
        ["POST /attestation/request"] = Json.TimekeeperAttestation,
        ["GET /directory"] = Json.IReadOnlyListDirectoryRegistration,
        ["GET /directory/{account}"] = Json.DirectoryRegistration,
        ["POST /directory/register"] = Json.OkView,
        ["POST /chat/send"] = Json.OkView,
        ["GET /chat/auth/challenge"] = Json.ChallengeView,
        ["GET /chat/messages"] = Json.IReadOnlyListChatEnvelope,
        ["GET /chat/contacts"] = Json.IReadOnlyListString,
        ["GET /chat/events"] = null,
    };

    /// <summary>Name of a route in the tables above.</summary>
    public static string KeyOf(ApiRoute route) =>
        route is { Method: "POST", Template: ['/', 'b', 'l', 'o', 'c', 'k', 's', '/', ..] } ? "POST /blocks/{type}" : $"{route.Method} {route.Template}";
}
