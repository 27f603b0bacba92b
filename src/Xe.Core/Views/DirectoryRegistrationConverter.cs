using Xe.Core.AccountDirectory;
using Xe.Core.Json;

namespace Xe.Core.Views;

/// <summary>Directory registrations.</summary>
public sealed class DirectoryRegistrationConverter : RecordConverter<DirectoryRegistration>
{
    /// <inheritdoc />
    protected override DirectoryRegistration? ReadRecord(ref GoJsonReader reader) => RegistrationJson.Read(ref reader);

    /// <inheritdoc />
    protected override void WriteRecord(ref GoJsonWriter writer, DirectoryRegistration value) => RegistrationJson.Write(ref writer, value);
}
