namespace Xe.Core.Views;

/// <summary><c>GET /chat/auth/challenge</c> (spec 08 §4.2).</summary>
public sealed record ChallengeView
{
    /// <summary>112 hex digits.</summary>
    public string Challenge { get; init => field = value ?? ""; } = "";

    /// <summary>Unix ns.</summary>
    public long ExpiresAt { get; init; }
}
