using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.StateChain.SystemKeys;
using Xe.Core.Views;

namespace Xe.Node.Api;

/// <summary>Feature activation and how ready the network is for it (spec 08 §6.3, §6.4).</summary>
internal sealed class NetworkRoutes(ApiContext api)
{
    // No block type is gated in this build; "noop" is for rehearsals (spec 02 §9.4).
    internal static readonly string[] KnownFeatures = ["noop"];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/network/activations", "Features and whether they are active", ApiAccess.Open, Activations) { Group = "network" },
        new("GET", "/network/readiness", "Weight that is ready for each feature", ApiAccess.Open, Readiness) { Group = "network" },
    ];

    private Task Activations(ApiRequest request)
    {
        StateView state = api.Core.StateChain.Current;
        List<FeatureView> features = [];
        foreach ((string name, ActivationRecord record) in state.Activations.Features)
        {
            features.Add(new FeatureView
            {
                Name = name,
                AtIndex = record.AtIndex,
                NotBeforeNs = record.NotBeforeNs,
                Active = state.IsActive(name),
                KnownToBinary = KnownFeatures.Contains(name),
            });
        }
        ActivationsView view = new()
        {
            TipIndex = state.Tip.Index,
            TipTimestamp = state.Tip.Timestamp,
            Features = features,
            KnownFeatures = KnownFeatures,
            UnsupportedActive = [.. features.Where(f => f.Active && !f.KnownToBinary).Select(f => f.Name)],
            UnsupportedPending = [.. features.Where(f => !f.Active && !f.KnownToBinary).Select(f => f.Name)],
            MinProtocolVersion = state.MinProtocolVersion?.ToString(),
            ProtocolVersion = ProtocolVersion.Current.ToString(),
        };
        return request.JsonAsync(view, ViewsJson.Default.ActivationsView);
    }

    private Task Readiness(ApiRequest request)
    {
        PeerSoftware own = new(ProtocolVersion.Current.ToString(), KnownFeatures);
        UInt128 total = 0, unknown = 0;
        int resolved = 0;
        SortedDictionary<string, UInt128> byFeature = new(StringComparer.Ordinal);
        Dictionary<string, UInt128> byVersion = new(StringComparer.Ordinal);
        IReadOnlyList<KeyValuePair<Address, UInt128>> weights = api.Core.Ledger.EligibleWeights();
        foreach ((Address representative, UInt128 weight) in weights)
        {
            total += weight;
            if ((representative == api.Core.Key.Address ? own : api.Network.SoftwareOf(representative)) is not { } software)
            {
                unknown += weight;
                continue;
            }
            resolved++;
            byVersion[software.ProtocolVersion] = byVersion.GetValueOrDefault(software.ProtocolVersion) + weight;
            foreach (string feature in software.Features)
                byFeature[feature] = byFeature.GetValueOrDefault(feature) + weight;
        }
        NetworkReadinessView view = new()
        {
            TotalWeight = ApiContext.Saturate(total),
            FeatureWeight = byFeature.ToDictionary(f => f.Key, f => ApiContext.Saturate(f.Value)),
            FeatureReadyMilli = byFeature.ToDictionary(f => f.Key, f => total == 0 ? 0 : (ulong)(f.Value * 1000 / total)),
            VersionWeight =
            [
                .. byVersion.OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal)
                    .Select(v => new VersionWeightView { Version = v.Key, Weight = ApiContext.Saturate(v.Value) }),
            ],
            UnknownWeight = ApiContext.Saturate(unknown),
            ResolvedReps = resolved,
            TotalReps = weights.Count,
        };
        return request.JsonAsync(view, ViewsJson.Default.NetworkReadinessView);
    }
}
