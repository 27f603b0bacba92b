namespace Xe.Core.Views;

/// <summary>Answer of <c>POST /pow</c>.</summary>
public sealed record WorkView
{
    /// <summary>As asked for.</summary>
    public string Hash { get; init => field = value ?? ""; } = "";

    /// <summary>A nonce that reaches the difficulty.</summary>
    public ulong PowNonce { get; init; }

    /// <summary>The difficulty, hex without padding.</summary>
    public string Difficulty { get; init => field = value ?? ""; } = "";

    /// <summary>The value reached, likewise.</summary>
    public string Work { get; init => field = value ?? ""; } = "";
}
