namespace Xe.Core.Views;

/// <summary>Answer of <c>POST /lease/request</c> (spec 08 §10.4).</summary>
public sealed record LeaseRequestedView
{
    /// <summary>Hash of the lease block.</summary>
    public string LeaseHash { get; init => field = value ?? ""; } = "";
}
