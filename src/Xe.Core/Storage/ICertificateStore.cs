using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>Performance certificates as received (spec 05 §2, entity 17): bytes by the hash text that leases pin.</summary>
public interface ICertificateStore
{
    /// <summary>Stores or replaces one. Its own small transaction.</summary>
    void PutCertificate(string certificateHash, Address provider, long issuedAtNs, ReadOnlyMemory<byte> json);

    /// <summary>Deletes one; missing is no error.</summary>
    void DeleteCertificate(string certificateHash);

    /// <summary>Every stored certificate's JSON, oldest issued first, then by hash text. Complete or throws. Streams.</summary>
    IEnumerable<ReadOnlyMemory<byte>> LoadCertificates();
}
