using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Client.Http;

// Providers, certificates, leases, machines (spec 08 §10).
public sealed partial class XeClient
{
    /// <summary>Providers as last advertised.</summary>
    public Task<IReadOnlyList<ProviderView>> GetProvidersAsync(CancellationToken cancellationToken = default) =>
        GetAsync("providers", Json.IReadOnlyListProviderView, cancellationToken);

    /// <summary>The node's own certificate, even an expired one; null where it has none.</summary>
    public Task<PerformanceCertificate?> GetOwnCertificateAsync(CancellationToken cancellationToken = default) =>
        FindAsync("certificate", Json.PerformanceCertificate, cancellationToken);

    /// <summary>The newest certificate of a provider that is in force; null where there is none.</summary>
    public Task<PerformanceCertificate?> GetCertificateAsync(Address provider, CancellationToken cancellationToken = default) =>
        FindAsync($"certificate/{provider}", Json.PerformanceCertificate, cancellationToken);

    /// <summary>A certificate by its hash, in force or not.</summary>
    public Task<PerformanceCertificate?> GetCertificateByHashAsync(Hash256 hash, CancellationToken cancellationToken = default) =>
        FindAsync($"certificate/hash/{hash}", Json.PerformanceCertificate, cancellationToken);

    /// <summary>Leases.</summary>
    /// <param name="state">Only those in a state; null = all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IAsyncEnumerable<LeaseView> GetLeasesAsync(string? state = null, CancellationToken cancellationToken = default) =>
        PagesAsync(
            offset => GetAsync(Query("leases", ("state", state), ("offset", Text(offset)), ("limit", Text(MaxPage))), Json.IReadOnlyListLeaseView, cancellationToken),
            cancellationToken);

    /// <summary>A lease; null where there is none.</summary>
    public Task<LeaseView?> GetLeaseAsync(Hash256 lease, CancellationToken cancellationToken = default) =>
        FindAsync($"leases/{lease}", Json.LeaseView, cancellationToken);

    /// <summary>Lets the node rent with its own account.</summary>
    public Task<LeaseRequestedView> RequestLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default) =>
        PostAsync("lease/request", request, Json.LeaseRequest, Json.LeaseRequestedView, cancellationToken);

    /// <summary>Machines the node knows.</summary>
    public Task<IReadOnlyList<VmView>> GetVmsAsync(CancellationToken cancellationToken = default) => GetAsync("vms", Json.IReadOnlyListVmView, cancellationToken);

    /// <summary>The machine of a lease; null where there is none.</summary>
    public Task<VmView?> GetVmAsync(Hash256 lease, CancellationToken cancellationToken = default) => FindAsync($"vms/{lease}", Json.VmView, cancellationToken);

    /// <summary>Asks the node to attest the time for a lease or provider.</summary>
    public Task<Core.Blocks.TimekeeperAttestation> RequestAttestationAsync(AttestationRequest request, CancellationToken cancellationToken = default) =>
        PostAsync("attestation/request", request, Json.AttestationRequest, Json.TimekeeperAttestation, cancellationToken);
}
