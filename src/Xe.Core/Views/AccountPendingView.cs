namespace Xe.Core.Views;

/// <summary><c>GET /pending/{address}</c> (spec 08 §7.8).</summary>
public sealed record AccountPendingView
{
    /// <summary>As asked for.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>All of them, in order of arrival.</summary>
    public IReadOnlyList<PendingView> Pending { get; init => field = value ?? []; } = [];
}
