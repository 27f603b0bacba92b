using System.Text.Json;

namespace Xe.Core.Views;

/// <summary><c>GET /statechain/kv/{key}</c> (spec 08 §11).</summary>
public sealed record StateValueView
{
    /// <summary>The key.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>Its value.</summary>
    public JsonElement Value { get; init; }
}
