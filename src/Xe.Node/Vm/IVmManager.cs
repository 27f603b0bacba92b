using Xe.Core.Primitives;

namespace Xe.Node.Vm;

/// <summary>Makes and ends the machines of leases (spec 12 §9.1). Find and List never wait for provisioning. Thread-safe.</summary>
public interface IVmManager : IAsyncDisposable
{
    /// <summary>Makes a machine; returns when it answers.</summary>
    /// <exception cref="VmException">It could not be made, or the lease has one; nothing of it is left then.</exception>
    Task<VmInfo> ProvisionAsync(Hash256 lease, VmResources resources, PublicKey? accessKey, CancellationToken cancellationToken);

    /// <summary>Ends a machine and frees what it had.</summary>
    /// <exception cref="VmException">"vm not found for lease …".</exception>
    Task TeardownAsync(Hash256 lease, CancellationToken cancellationToken);

    /// <summary>Connects to the login port of a machine.</summary>
    /// <exception cref="VmException">There is none, or it does not answer.</exception>
    Task<Stream> ConnectAsync(Hash256 lease, CancellationToken cancellationToken);

    /// <summary>One machine; null where there is none.</summary>
    VmInfo? Find(Hash256 lease);

    /// <summary>All machines.</summary>
    IReadOnlyList<VmInfo> List();
}
