namespace Xe.Node.Net.Netcheck;

/// <summary>Why a peer's message fails the handshake.</summary>
/// <param name="Text">For logs; remote text in it is quoted.</param>
/// <param name="Ban">How long the peer is refused.</param>
internal sealed record NetcheckRefusal(string Text, TimeSpan Ban)
{
    /// <summary>Ban for another network or genesis.</summary>
    internal static TimeSpan NetworkBan { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Ban for an unusable version.</summary>
    internal static TimeSpan VersionBan { get; } = TimeSpan.FromHours(1);
}
