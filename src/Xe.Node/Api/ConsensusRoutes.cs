using Xe.Core.Consensus;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Node.Events;

namespace Xe.Node.Api;

/// <summary>Conflicts and delegated weight (spec 08 §9).</summary>
internal sealed class ConsensusRoutes(ApiContext api)
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/conflicts", "Open conflicts", ApiAccess.Open, List) { Group = "consensus" },
        new("GET", "/conflicts/{account}", "Open conflicts of an account", ApiAccess.Open, OfAccount) { Group = "consensus" },
        new("GET", "/delegation", "Weight delegated to representatives", ApiAccess.Open, Delegation) { Group = "consensus" },
    ];

    private Task List(ApiRequest request) => request.JsonAsync(
        [.. LedgerSnapshots.Page(api.Snapshots.Conflicts, request).Select(ViewOf.Conflict)], ViewsJson.Default.IReadOnlyListConflictView);

    private Task OfAccount(ApiRequest request)
    {
        ConflictRecord[] conflicts = ApiContext.ReadAddress(request.Argument) is { } account && api.Core.Ledger.State.HasConflict(account)
            ? [.. api.Core.Ledger.State.Conflicts.Where(c => c.Position.Account == account).OrderBy(c => c.Position)]
            : [];
        return request.JsonAsync([.. conflicts.Select(ViewOf.Conflict)], ViewsJson.Default.IReadOnlyListConflictView);
    }

    private Task Delegation(ApiRequest request)
    {
        IReadOnlyList<KeyValuePair<Address, UInt128>> eligible = api.Core.Ledger.EligibleWeights();
        HashSet<Address> counted = [.. eligible.Select(w => w.Key)];
        SortedDictionary<string, ulong> weights = new(StringComparer.Ordinal);
        SortedDictionary<string, ulong> others = new(StringComparer.Ordinal);
        UInt128 total = 0, left = 0;
        foreach ((Address representative, UInt128 weight) in api.Core.Ledger.State.Weights.All())
        {
            bool counts = counted.Contains(representative);
            (counts ? weights : others)[representative.ToString()] = ApiContext.Saturate(weight);
            if (counts)
                total += weight;
            else
                left += weight;
        }
        bool isPublished = !api.Core.StateChain.Current.Representatives.IsOpen;
        bool failedOpen = isPublished && weights.Count > 0 && !eligible.Any(w => api.Core.StateChain.Current.Representatives.Allows(w.Key));
        DelegationView view = new()
        {
            Weights = weights,
            TotalWeight = ApiContext.Saturate(total),
            IneligibleWeights = others.Count > 0 ? others : null,
            IneligibleWeight = ApiContext.Saturate(left),
            EligibilityRestricted = isPublished && !failedOpen,
            EligibilityFailedOpen = failedOpen,
        };
        return request.JsonAsync(view, ViewsJson.Default.DelegationView);
    }
}
