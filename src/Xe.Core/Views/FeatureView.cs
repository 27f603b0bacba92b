using System.Text.Json.Serialization;

namespace Xe.Core.Views;

/// <summary>A feature of the activation registry (spec 08 §6.3).</summary>
public sealed record FeatureView
{
    /// <summary>Feature name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>State-chain index from which it is active; 0 = no such term.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong AtIndex { get; init; }

    /// <summary>State-chain time from which it is active, Unix ns; 0 = no such term.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long NotBeforeNs { get; init; }

    /// <summary>Both terms hold at the tip.</summary>
    public bool Active { get; init; }

    /// <summary>This build implements it.</summary>
    public bool KnownToBinary { get; init; }
}
