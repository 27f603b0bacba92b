using Xe.Core.Primitives;

namespace Xe.Node.Vm;

/// <summary>A machine as its manager describes it (spec 12 §9.1). Holds no secret.</summary>
/// <param name="Lease">The lease it belongs to.</param>
/// <param name="Status">provisioning, running, stopped or error.</param>
/// <param name="Resources">What it was given.</param>
/// <param name="CreatedAtNs">Unix ns.</param>
/// <param name="Error">What went wrong, or "".</param>
public sealed record VmInfo(Hash256 Lease, string Status, VmResources Resources, long CreatedAtNs, string Error = "")
{
    /// <summary>The machine answers.</summary>
    public const string Running = "running";

    /// <summary>The machine is gone.</summary>
    public const string Stopped = "stopped";
}
