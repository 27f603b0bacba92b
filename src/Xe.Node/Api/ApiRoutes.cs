using Microsoft.Extensions.Logging;

namespace Xe.Node.Api;

/// <summary>The route table in the order of spec 08 §5.</summary>
internal static class ApiRoutes
{
    public static RouteTable Create(ApiContext api, ApiGuard guard, ILoggerFactory loggers)
    {
        ILogger logger = loggers.CreateLogger<ApiHandler>();
        NodeRoutes node = new(api);
        AccountRoutes accounts = new(api);
        LeaseRoutes leases = new(api);
        RouteTable table = new(
        [
            .. node.Routes,
            .. new EventRoutes(api).Routes,
            .. new NetworkRoutes(api).Routes,
            .. HealthRoutes.Create(api.Health),
            .. accounts.Routes,
            .. node.SupplyRoutes,
            .. accounts.PendingRoutes,
            .. new BlockRoutes(api, logger).Routes,
            .. new WorkRoutes(api).Routes,
            .. new ConsensusRoutes(api).Routes,
            .. leases.CertificateRoutes,
            .. leases.Routes,
            .. new StateChainRoutes(api, logger).Routes,
            .. new DirectoryRoutes(api).Routes,
            .. new ChatRoutes(api, guard).Routes,
        ]);
        api.Routes = table;
        return table;
    }
}
