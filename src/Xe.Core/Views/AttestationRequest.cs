namespace Xe.Core.Views;

/// <summary>Body of <c>POST /attestation/request</c> (spec 08 §11).</summary>
public sealed record AttestationRequest
{
    /// <summary>Lease hash, or another attestation identifier.</summary>
    public string LeaseHash { get; init => field = value ?? ""; } = "";
}
