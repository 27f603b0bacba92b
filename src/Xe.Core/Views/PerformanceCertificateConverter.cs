using Xe.Core.Json;
using Xe.Core.Leases;

namespace Xe.Core.Views;

/// <summary>Performance certificates, the score exact.</summary>
public sealed class PerformanceCertificateConverter : RecordConverter<PerformanceCertificate>
{
    /// <inheritdoc />
    protected override PerformanceCertificate? ReadRecord(ref GoJsonReader reader) => CertificateJson.Read(ref reader);

    /// <inheritdoc />
    protected override void WriteRecord(ref GoJsonWriter writer, PerformanceCertificate value) => CertificateJson.Write(ref writer, value);
}
