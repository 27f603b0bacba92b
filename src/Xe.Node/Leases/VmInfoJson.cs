using System.Text.Json;
using Xe.Core.Views;
using Xe.Node.Vm;

namespace Xe.Node.Leases;

/// <summary>A machine's description as nodes exchange it (spec 07 §4.4), without credentials.</summary>
internal static class VmInfoJson
{
    public static byte[] ToBytes(VmInfo machine) => JsonSerializer.SerializeToUtf8Bytes(ToView(machine), ViewsJson.Default.VmView);

    public static VmView ToView(VmInfo machine) => new()
    {
        LeaseHash = machine.Lease.ToString(),
        Status = machine.Status,
        Resources = new VmResourcesView { Vcpus = machine.Resources.Vcpus, MemoryMb = machine.Resources.MemoryMb, DiskGb = machine.Resources.DiskGb },
        CreatedAt = machine.CreatedAtNs,
        Error = machine.Error.Length > 0 ? machine.Error : null,
    };

    /// <summary>Reads a description; what it says of credentials is dropped. Null where it is none.</summary>
    public static VmView? TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ViewsJson.Default.VmView) is { } view ? view with { Credentials = null } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
