using System.Collections.Concurrent;
using System.Net.Sockets;
using Xe.Core.Primitives;

namespace Xe.Node.Vm;

/// <summary>Machines without a hypervisor, for development networks and tests: they hold capacity and answer TCP
/// (<see cref="MockVm"/>), and do nothing else.</summary>
public sealed class MockVmManager(TimeProvider clock) : IVmManager
{
    private readonly ConcurrentDictionary<Hash256, MockVm> _machines = new();

    /// <inheritdoc />
    public Task<VmInfo> ProvisionAsync(Hash256 lease, VmResources resources, PublicKey? accessKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MockVm machine = new(new VmInfo(lease, VmInfo.Running, resources, clock.UnixNow()));
        if (_machines.TryAdd(lease, machine))
            return Task.FromResult(machine.Info);
        return RefuseAsync(machine);
    }

    /// <inheritdoc />
    public async Task TeardownAsync(Hash256 lease, CancellationToken cancellationToken)
    {
        if (!_machines.TryRemove(lease, out MockVm? machine))
            throw new VmException($"vm not found for lease {lease.Short}");
        await machine.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<Stream> ConnectAsync(Hash256 lease, CancellationToken cancellationToken)
    {
        if (!_machines.TryGetValue(lease, out MockVm? machine))
            throw new VmException($"vm not found for lease {lease.Short}");
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(machine.EndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new VmException($"vm of lease {lease.Short} does not answer: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public VmInfo? Find(Hash256 lease) => _machines.GetValueOrDefault(lease)?.Info;

    /// <inheritdoc />
    public IReadOnlyList<VmInfo> List() => [.. _machines.Values.Select(machine => machine.Info)];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (Hash256 lease in _machines.Keys)
        {
            if (_machines.TryRemove(lease, out MockVm? machine))
                await machine.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<VmInfo> RefuseAsync(MockVm machine)
    {
        await machine.DisposeAsync().ConfigureAwait(false);
        throw new VmException($"vm already exists for lease {machine.Info.Lease.Short}");
    }
}
