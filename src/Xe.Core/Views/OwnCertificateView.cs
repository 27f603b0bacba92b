using System.Text.Json.Serialization;

namespace Xe.Core.Views;

/// <summary>The node's own performance certificate in brief (spec 08 §6.2).</summary>
public sealed record OwnCertificateView
{
    /// <summary>Held and not expired.</summary>
    public bool Valid { get; init; }

    /// <summary>Hash text.</summary>
    public string? Hash { get; init; }

    /// <summary>Unix ns.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ExpiresAt { get; init; }
}
