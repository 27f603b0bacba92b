using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Tool.Commands.Lease;

/// <summary>A lease in one line.</summary>
internal static class LeaseText
{
    internal static string Line(LeaseView lease) =>
        $"{lease.LeaseHash}  {lease.State}  {lease.Vcpus} vCPU, {lease.MemoryMb} MiB, {lease.DiskGb} GB, {lease.Duration} s  {Amount.Format(lease.Cost)} XUSD";
}
