using Microsoft.AspNetCore.Http;
using Xe.Core.Leases;
using Xe.Core.Leases.Market;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Node.Events;
using Xe.Node.Market;

namespace Xe.Node.Api;

/// <summary>Certificates and leases, read side (spec 08 §10.2, §10.3).</summary>
internal sealed class LeaseRoutes(ApiContext api)
{
    public IEnumerable<ApiRoute> CertificateRoutes =>
    [
        new("GET", "/providers", "Compute providers heard of", ApiAccess.Open, Providers) { Group = "certificates" },
        new("GET", "/certificate", "This node's own performance certificate", ApiAccess.Open, Own) { Group = "certificates" },
        new("GET", "/certificate/{provider}", "A provider's certificate in force", ApiAccess.Open, OfProvider) { Group = "certificates" },
        new("GET", "/certificate/hash/{hash}", "A certificate by its hash", ApiAccess.Open, ByHash) { Group = "certificates" },
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/leases", "Leases", ApiAccess.Open, List) { Group = "leases" },
        new("GET", "/leases/{hash}", "A lease", ApiAccess.Open, Get) { Group = "leases" },
    ];

    private Task Providers(ApiRequest request)
    {
        IReadOnlyDictionary<Address, ProviderUse> uses = api.Snapshots.Uses;
        List<ProviderView> views = [];
        foreach ((Address provider, MarketplaceAdvertisement advertisement) in api.Services.Providers.All())
        {
            ProviderUse use = uses.TryGetValue(provider, out ProviderUse held) ? held : default;
            views.Add(new ProviderView
            {
                Account = advertisement.Provider,
                Vcpus = advertisement.Vcpus,
                MemoryMb = advertisement.MemoryMb,
                DiskGb = advertisement.DiskGb,
                MaxConcurrentLeases = advertisement.MaxConcurrentLeases,
                UsedVcpus = use.Vcpus,
                UsedMemoryMb = use.MemoryMb,
                UsedDiskGb = use.DiskGb,
                ActiveLeases = use.Active,
                TotalLeases = use.Total,
                Timestamp = advertisement.Timestamp,
            });
        }
        return request.JsonAsync(views, ViewsJson.Default.IReadOnlyListProviderView);
    }

    private Task Own(ApiRequest request) => Answer(request, api.Core.Certificates.Current(api.Core.Key.Address), "no performance certificate");

    private Task OfProvider(ApiRequest request)
    {
        PerformanceCertificate? certificate = ApiContext.ReadAddress(request.Argument) is { } provider
            ? api.Core.Certificates.CurrentValid(provider, api.Core.Clock.UnixNow())
            : null;
        return Answer(request, certificate, "no certificate for provider");
    }

    private Task ByHash(ApiRequest request) => Answer(
        request, api.Core.Certificates.TryGet(request.Argument, out PerformanceCertificate? certificate) ? certificate : null,
        "no certificate with that hash");

    private Task List(ApiRequest request)
    {
        IReadOnlyList<LeaseRecord> leases = api.Snapshots.Leases;
        string wanted = request.Query("state");
        if (wanted.Length > 0)
        {
            if (LeaseStateNames.Parse(wanted) is not { } state)
            {
                return request.ErrorAsync(
                    StatusCodes.Status400BadRequest, "invalid state: must be one of created, accepted, settled, cancelled, unfulfilled");
            }
            leases = [.. leases.Where(lease => lease.State == state)];
        }
        return request.JsonAsync([.. LedgerSnapshots.Page(leases, request).Select(ViewOf.Lease)], ViewsJson.Default.IReadOnlyListLeaseView);
    }

    private Task Get(ApiRequest request) =>
        ApiContext.ReadHash(request.Argument) is { } hash && api.Core.Ledger.State.GetLease(hash) is { } lease
            ? request.JsonAsync(ViewOf.Lease(lease), ViewsJson.Default.LeaseView)
            : request.ErrorAsync(StatusCodes.Status404NotFound, "lease not found");

    private static Task Answer(ApiRequest request, PerformanceCertificate? certificate, string none) =>
        certificate is null
            ? request.ErrorAsync(StatusCodes.Status404NotFound, none)
            : request.JsonAsync(certificate, ViewsJson.Default.PerformanceCertificate);
}
