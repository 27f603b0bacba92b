namespace Xe.Core.Views;

/// <summary>A virtual machine (spec 08 §3.5).</summary>
public sealed record VmView
{
    /// <summary>Its lease.</summary>
    public string LeaseHash { get; init => field = value ?? ""; } = "";

    /// <summary>Status word.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Size.</summary>
    public VmResourcesView? Resources { get; init; }

    /// <summary>Login.</summary>
    public VmCredentialsView? Credentials { get; init; }

    /// <summary>Unix ns.</summary>
    public long CreatedAt { get; init; }

    /// <summary>What failed.</summary>
    public string? Error { get; init; }
}
