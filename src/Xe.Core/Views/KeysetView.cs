namespace Xe.Core.Views;

/// <summary>A keyset: of a multisig account (spec 08 §7.4) or the governing one (§11).</summary>
public sealed record KeysetView
{
    /// <summary>Public keys, hex.</summary>
    public IReadOnlyList<string> Keys { get; init => field = value ?? []; } = [];

    /// <summary>Signatures needed.</summary>
    public long Threshold { get; init; }
}
