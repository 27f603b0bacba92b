using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Ledger.Rules;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Node.Vm;

namespace Xe.Node.Leases;

/// <summary>What a node does for leases (spec 12 §7): every node ends its own leases in time and keeps the descriptions of
/// machines it rented; a provider also offers, certifies, takes on, and ends machines.</summary>
public sealed class LeaseRuntime : IAsyncDisposable
{
    private const int MaxDescriptions = 10_000;
    private const int MaxAccepting = 8;
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    private readonly NodeCore _core;
    private readonly IVmManager? _machines;
    private readonly LeaseAcceptor? _acceptor;
    private readonly LeaseSettler _settler;
    private readonly CertificateIssuer? _issuer;
    private readonly ProviderMarket? _market;
    private readonly OwnChain _chain;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<Hash256, VmView> _received = new();
    private readonly ConcurrentDictionary<Hash256, Task> _accepting = new();

    /// <summary>The runtime of a node; nothing runs yet.</summary>
    /// <param name="core">The node's parts.</param>
    /// <param name="config">What the ledger reads of the state chain.</param>
    /// <param name="chain">The one builder of own blocks.</param>
    /// <param name="network">Attestations, market, messages.</param>
    /// <param name="provider">What to offer; null on a node that provides nothing.</param>
    /// <param name="machines">Makes machines; null with <paramref name="provider"/>.</param>
    /// <param name="workload">Size of the benchmark; the network's own on every real node.</param>
    public LeaseRuntime(
        NodeCore core, ILedgerConfig config, OwnChain chain, ILeaseNetwork network, ProviderOptions? provider, IVmManager? machines,
        BenchmarkParameters? workload = null)
    {
        ArgumentNullException.ThrowIfNull(core);
        (_core, _chain, _machines) = (core, chain, machines);
        _log = core.Loggers.CreateLogger<LeaseRuntime>();
        _settler = new LeaseSettler(core, chain, network, _log);
        if (provider is null || machines is null)
            return;
        Reservations reservations = new(provider.Capacity, machines.List);
        CertificateIssuer issuer = _issuer = new CertificateIssuer(core, network, provider, workload ?? BenchmarkParameters.Workload3, _log);
        _acceptor = new LeaseAcceptor(core, config, chain, network, machines, reservations, provider, () => issuer.Current, _log);
        _market = new ProviderMarket(core, network, provider, reservations, () => issuer.Current);
        LeaseLog.Providing(_log, provider.Capacity.Vcpus, provider.Capacity.MemoryMb, provider.Capacity.DiskGb);
    }

    /// <summary>Loops to run until the node stops, each once.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Loops => _issuer is null
        ? [WatchAsync]
        : [WatchAsync, _issuer.RunAsync, _market!.AdvertiseAsync, _market!.AnswerAsync];

    /// <summary>Machines this node made or was told of, without credentials.</summary>
    public IReadOnlyList<VmView> Machines =>
        [.. (_machines?.List() ?? []).Select(VmInfoJson.ToView), .. _received.Values];

    /// <summary>The machine of a lease as far as this node knows it; null otherwise.</summary>
    public VmView? Machine(Hash256 lease) => _machines?.Find(lease) is { } own ? VmInfoJson.ToView(own) : _received.GetValueOrDefault(lease);

    /// <summary>The description of an own machine as other nodes get it; null for an unknown one.</summary>
    public ReadOnlyMemory<byte>? Describe(Hash256 lease) => _machines?.Find(lease) is { } machine ? VmInfoJson.ToBytes(machine) : null;

    /// <summary>Keeps the description of a rented machine; the sender was checked.</summary>
    public void Received(Hash256 lease, ReadOnlyMemory<byte> json)
    {
        if (_received.Count < MaxDescriptions && VmInfoJson.TryRead(json.Span) is { } view)
            _received[lease] = view;
    }

    /// <summary>Connects to the machine of an accepted lease, for a tunnel (spec 12 §11).</summary>
    public async Task<(Stream? Backend, Rejection? Rejection)> ConnectAsync(Hash256 lease, CancellationToken cancellationToken)
    {
        if (_core.Ledger.State.GetLease(lease) is not { } record)
            return (null, new Rejection("lease_unknown", "lease not found"));
        if (record.State != LeaseState.Accepted)
            return (null, new Rejection("lease_state", "lease not active"));
        if (record.Provider != _core.Key.Address || _machines is null)
            return (null, new Rejection("not_provider", "not the provider for this lease"));
        try
        {
            return (await _machines.ConnectAsync(lease, cancellationToken).ConfigureAwait(false), null);
        }
        catch (VmException e)
        {
            return (null, new Rejection("vm_unreachable", e.Message));
        }
    }

    /// <summary>Waits for accepts under way and ends the mock's machines; a hypervisor's run on.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_accepting.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_machines is not null)
            await _machines.DisposeAsync().ConfigureAwait(false);
        _chain.Dispose();
    }

    // One look a second over the live leases: windows on short-lived networks are short.
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(WatchPeriod, _core.Clock);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            StartAccepts(cancellationToken);
            await _settler.RunAsync(cancellationToken).ConfigureAwait(false);
            await EndMachinesAsync(cancellationToken).ConfigureAwait(false);
            foreach ((Hash256 lease, VmView view) in _received)
            {
                if (_core.Ledger.State.GetLease(lease) is not { IsLive: true } && view.Status != VmInfo.Stopped)
                    _received[lease] = view with { Status = VmInfo.Stopped };
            }
        }
    }

    // Provisioning may take minutes: it never holds up settling.
    private void StartAccepts(CancellationToken cancellationToken)
    {
        if (_acceptor is null)
            return;
        foreach (LeaseRecord lease in _acceptor.Due())
        {
            if (_accepting.Count >= MaxAccepting)
                return;
            Hash256 hash = lease.LeaseHash;
            Task running = _acceptor.TryAcceptAsync(lease, cancellationToken);
            _accepting[hash] = running;
            _ = running.ContinueWith(_ => _accepting.TryRemove(hash, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    // No record: the machine is being made for a lease that sync has not brought yet.
    private async Task EndMachinesAsync(CancellationToken cancellationToken)
    {
        if (_machines is null)
            return;
        foreach (VmInfo machine in _machines.List())
        {
            if (_core.Ledger.State.GetLease(machine.Lease) is not { IsLive: false })
                continue;
            try
            {
                await _machines.TeardownAsync(machine.Lease, cancellationToken).ConfigureAwait(false);
                LeaseLog.MachineEnded(_log, machine.Lease.Short);
            }
            catch (VmException e)
            {
                LeaseLog.TeardownFailed(_log, machine.Lease.Short, e.Message);
            }
        }
    }
}
