namespace Xe.Core.StateChain.SystemKeys;

/// <summary><c>sys.oracle</c>: a writer limited to one key prefix (spec 11 §4, §5).</summary>
/// <param name="Keys">Public keys, 64 hex.</param>
/// <param name="Threshold">Signatures needed.</param>
/// <param name="AllowedPrefix">Start of every key it may write, once each.</param>
public sealed record OracleConfig(IReadOnlyList<string> Keys, long Threshold, string AllowedPrefix)
{
    /// <summary>The static rules of the key; null where the value passes.</summary>
    public static string? Check(ReadOnlySpan<byte> json) => Read(json, out string? error) is null ? error : null;

    /// <summary>The oracle in force; a malformed value counts as absent.</summary>
    public static OracleConfig? Load(ReadOnlySpan<byte> json) => json.IsEmpty ? null : Read(json, out _);

    private static OracleConfig? Read(ReadOnlySpan<byte> json, out string? error)
    {
        KeysetMembers members = new();
        if (SchemaJson.ReadObject(json, members, KeysetMembers.Read) is { } fault)
            error = $"invalid oracle config JSON: {fault}";
        else if (members.Keys.Count == 0)
            error = "oracle config must have at least one key";
        else if (members.Threshold < 1 || members.Threshold > members.Keys.Count)
            error = $"oracle threshold {members.Threshold} invalid for {members.Keys.Count} keys";
        else if (members.AllowedPrefix.Length == 0)
            error = "oracle allowed_prefix must not be empty";
        else
            error = KeyListRules.Check(members.Keys, "oracle key");
        return error is null ? new OracleConfig(members.Keys, members.Threshold, members.AllowedPrefix) : null;
    }
}
