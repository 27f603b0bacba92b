using Xe.Core;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Core.Storage;

namespace Xe.Node.Net.Pulls;

/// <summary>Takes received certificates in: content verified, duplicates dropped, kept in the store (spec 07 §5.3).</summary>
internal sealed class CertificateIngest(CertificateSet certificates, ICertificateStore store, string networkId)
{
    /// <summary>True where the certificate is new and was kept.</summary>
    public bool Take(PerformanceCertificate certificate)
    {
        if (certificates.TryGet(certificate.Hash, out _) || CertificateSigning.Verify(certificate, networkId) is not null)
            return false;
        if (certificate.ProviderAddress() is not { } provider || !certificates.Add(certificate, out PerformanceCertificate? evicted))
            return false;
        store.PutCertificate(certificate.Hash, provider, certificate.IssuedAt, CertificateJson.ToBytes(certificate));
        if (evicted is not null)
            store.DeleteCertificate(evicted.Hash);
        return true;
    }
}
