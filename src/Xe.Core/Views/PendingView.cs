using System.Text.Json.Serialization;

namespace Xe.Core.Views;

/// <summary>An unreceived send or escrow; its keys are capitalised (spec 08 §7.8).</summary>
public sealed record PendingView
{
    /// <summary>Hash of the send or lease block.</summary>
    [JsonPropertyName("SendHash")]
    public string SendHash { get; init => field = value ?? ""; } = "";

    /// <summary>Who sent.</summary>
    [JsonPropertyName("Source")]
    public string Source { get; init => field = value ?? ""; } = "";

    /// <summary>Who may receive.</summary>
    [JsonPropertyName("Destination")]
    public string Destination { get; init => field = value ?? ""; } = "";

    /// <summary>Micro-units.</summary>
    [JsonPropertyName("Amount")]
    public ulong Amount { get; init; }

    /// <summary>"XE" or "XUSD".</summary>
    [JsonPropertyName("Asset")]
    public string Asset { get; init => field = value ?? ""; } = "";

    /// <summary>Time of the send block, Unix ns; 0 where the block is not held.</summary>
    [JsonPropertyName("Timestamp")]
    public long Timestamp { get; init; }
}
