using System.Text.Json;
using System.Text.Json.Serialization;
using Xe.Core.AccountDirectory;
using Xe.Core.Blocks;
using Xe.Core.Chat;
using Xe.Core.Leases;
using Xe.Core.StateChain;

namespace Xe.Core.Views;

/// <summary>The JSON of the HTTP API (spec 08 §3): snake-case names in the order of the members, exact 64-bit integers, absent
/// for null. The node writes with it, clients read with it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(WireBlockConverter), typeof(StateBlockConverter), typeof(PerformanceCertificateConverter),
        typeof(TimekeeperAttestationConverter), typeof(ChatEnvelopeConverter), typeof(DirectoryRegistrationConverter),
    ])]
[JsonSerializable(typeof(ManifestView))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(ActivationsView))]
[JsonSerializable(typeof(NetworkReadinessView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ReadyView))]
[JsonSerializable(typeof(IReadOnlyList<AccountView>))]
[JsonSerializable(typeof(BalanceView))]
[JsonSerializable(typeof(ChainView))]
[JsonSerializable(typeof(KeysetView))]
[JsonSerializable(typeof(ReputationView))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, ReputationView>))]
[JsonSerializable(typeof(IReadOnlyList<FrontierView>))]
[JsonSerializable(typeof(SupplyView))]
[JsonSerializable(typeof(IReadOnlyList<PendingView>))]
[JsonSerializable(typeof(AccountPendingView))]
[JsonSerializable(typeof(WireBlock))]
[JsonSerializable(typeof(IReadOnlyList<WireBlock>))]
[JsonSerializable(typeof(BlockView))]
[JsonSerializable(typeof(ErrorView))]
[JsonSerializable(typeof(IReadOnlyList<ConflictView>))]
[JsonSerializable(typeof(DelegationView))]
[JsonSerializable(typeof(IReadOnlyList<ProviderView>))]
[JsonSerializable(typeof(PerformanceCertificate))]
[JsonSerializable(typeof(LeaseView))]
[JsonSerializable(typeof(IReadOnlyList<LeaseView>))]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(LeaseRequestedView))]
[JsonSerializable(typeof(VmView))]
[JsonSerializable(typeof(IReadOnlyList<VmView>))]
[JsonSerializable(typeof(StateBlock))]
[JsonSerializable(typeof(StateBlocksView))]
[JsonSerializable(typeof(StateValueView))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
[JsonSerializable(typeof(TimekeeperAttestation))]
[JsonSerializable(typeof(AttestationRequest))]
[JsonSerializable(typeof(DirectoryRegistration))]
[JsonSerializable(typeof(IReadOnlyList<DirectoryRegistration>))]
[JsonSerializable(typeof(ChatEnvelope))]
[JsonSerializable(typeof(IReadOnlyList<ChatEnvelope>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ChallengeView))]
[JsonSerializable(typeof(OkView))]
[JsonSerializable(typeof(WorkRequest))]
[JsonSerializable(typeof(WorkView))]
[JsonSerializable(typeof(NodeFile))]
[JsonSerializable(typeof(FinalEvent))]
[JsonSerializable(typeof(RejectedEvent))]
[JsonSerializable(typeof(VoteEvent))]
[JsonSerializable(typeof(PeerEvent))]
[JsonSerializable(typeof(ConflictView))]
public sealed partial class ViewsJson : JsonSerializerContext;
