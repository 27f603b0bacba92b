namespace Xe.Core.Views;

/// <summary><c>GET /accounts/{address}/chain</c> (spec 08 §7.3).</summary>
public sealed record ChainView
{
    /// <summary>As asked for.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>Length of the whole chain.</summary>
    public ulong Total { get; init; }

    /// <summary>The page, oldest first.</summary>
    public IReadOnlyList<BlockView> Blocks { get; init => field = value ?? []; } = [];
}
