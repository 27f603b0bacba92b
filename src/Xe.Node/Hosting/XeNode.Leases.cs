using Xe.Core;
using Xe.Core.Ledger.Rules;
using Xe.Node.Leases;
using Xe.Node.Net;
using Xe.Node.Vm;

namespace Xe.Node.Hosting;

// Leases: every node ends its own in time; a provider offers machines too.
public sealed partial class XeNode
{
    /// <summary>What the node does for leases; null without a network.</summary>
    public LeaseRuntime? Leases { get; private set; }

    private void StartLeases(ILedgerConfig config)
    {
        if (_options.Provider is { } provider)
            CheckProvider(provider);
        if (Network is not NetworkServices network)
            return;
        LeaseRuntime leases = new(
            Core, config, new OwnChain(Core, Intake), new LeaseNetwork(network), _options.Provider,
            _options.Provider is null ? null : new MockVmManager(Core.Clock));
        Leases = leases;
        network.VmMessages.CredentialsReceived = leases.Received;
        if (_options.Provider is not null)
        {
            network.VmMessages.StatusOf = leases.Describe;
            network.Tunnels.Serve(leases.ConnectAsync);
        }
        foreach (Func<CancellationToken, Task> loop in leases.Loops)
            Run(loop);
        _opened.Push("leases", leases.DisposeAsync);
    }

    private void CheckProvider(ProviderOptions provider)
    {
        if (provider.Validate() is { } unusable)
            throw new NodeStartException(unusable.Code, unusable.Text);
        if (_options.NoNetwork)
            throw new NodeStartException("provider_network", "provider mode needs a network (--provide and --no-network exclude each other)");
        if (Core.StateChain.Current.Timekeepers is not { IsConfigured: true })
            throw new NodeStartException("provider_timekeepers", "provider mode requires sys.timekeepers in state chain — cannot start without trusted timekeepers");
    }
}
