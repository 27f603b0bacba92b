using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Leases;

namespace Xe.Core.Views;

/// <summary>Timekeeper attestations.</summary>
public sealed class TimekeeperAttestationConverter : RecordConverter<TimekeeperAttestation>
{
    /// <inheritdoc />
    protected override TimekeeperAttestation? ReadRecord(ref GoJsonReader reader) => AttestationJson.Read(ref reader);

    /// <inheritdoc />
    protected override void WriteRecord(ref GoJsonWriter writer, TimekeeperAttestation value) => AttestationJson.Write(ref writer, value);
}
