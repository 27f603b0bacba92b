using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Genesis;

/// <summary>The document <c>rules.json</c> beside a genesis pair (architecture §4): an object with any of
/// <c>claim_enabled</c>, <c>lease_stake_divisor</c>, <c>work_difficulty</c> (16 hex digits) and <c>stability_window_ms</c>;
/// a member that is absent has its public value, one that is not known is refused.</summary>
public static class NetworkRulesJson
{
    /// <summary>File name beside the genesis documents.</summary>
    public const string FileName = "rules.json";

    /// <summary>Longest stability window, milliseconds.</summary>
    public const ulong MaxStabilityWindowMs = 600_000;

    /// <summary>Reads rules; a wrong type, an unknown member or a value out of range is refused.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> document, [NotNullWhen(true)] out NetworkRules? rules, [NotNullWhen(false)] out Rejection? rejection)
    {
        rules = null;
        if (!GoJsonReader.TryCreate(document, TrailingData.Refuse, refuseUnknownMembers: true, out GoJsonReader reader, out string? error))
        {
            rejection = new Rejection("rules_json", "parse rules: " + error);
            return false;
        }
        rejection = Read(ref reader, out rules);
        if (rejection is not null)
            rules = null;
        return rejection is null;
    }

    /// <summary>The document of rules: members that differ from the public ones, indented by two spaces, one LF at the end.</summary>
    public static byte[] ToDocument(NetworkRules rules)
    {
        string compact = System.Text.Encoding.ASCII.GetString(Compact(rules));
        string indented = compact.Replace("{", "{\n  ", StringComparison.Ordinal).Replace(",", ",\n  ", StringComparison.Ordinal)
            .Replace(":", ": ", StringComparison.Ordinal).Replace("}", "\n}\n", StringComparison.Ordinal);
        return System.Text.Encoding.ASCII.GetBytes(indented);
    }

    /// <summary>SHA-256 of the compact document of the members that differ from the public rules: rules with the same effect
    /// have one hash, whatever their file looks like.</summary>
    public static Hash256 Hash(NetworkRules rules)
    {
        ReadOnlySpan<byte> tag = "xe/network-rules/v1\0"u8;
        byte[] compact = Compact(rules);
        byte[] input = [.. tag, .. compact];
        return new Hash256(SHA256.HashData(input));
    }

    private static byte[] Compact(NetworkRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArrayBufferWriter<byte> output = new();
        GoJsonWriter writer = new(output);
        writer.BeginObject();
        if (rules.ClaimEnabled)
            writer.Boolean("claim_enabled"u8, true);
        writer.UInt64OmitZero("lease_stake_divisor"u8, rules.LeaseStakeDivisor);
        if (rules.WorkDifficulty != NetworkRules.Public.WorkDifficulty)
            writer.String("work_difficulty"u8, rules.WorkDifficulty.ToString("x16", CultureInfo.InvariantCulture));
        if (rules.StabilityWindow != NetworkRules.Public.StabilityWindow)
            writer.UInt64("stability_window_ms"u8, (ulong)rules.StabilityWindow.TotalMilliseconds);
        writer.EndObject();
        return output.WrittenSpan.ToArray();
    }

    private static Rejection? Read(ref GoJsonReader reader, out NetworkRules rules)
    {
        NetworkRules defaults = NetworkRules.Public;
        bool claim = defaults.ClaimEnabled;
        ulong divisor = defaults.LeaseStakeDivisor;
        ulong windowMs = (ulong)defaults.StabilityWindow.TotalMilliseconds;
        string difficulty = defaults.WorkDifficulty.ToString("x16", CultureInfo.InvariantCulture);
        rules = defaults;
        if (reader.Next != GoJsonToken.Object)
            return new Rejection("rules_json", "parse rules: an object is expected");
        reader.BeginObject();
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("claim_enabled"u8))
                reader.ReadBoolean(ref claim);
            else if (name.SequenceEqual("lease_stake_divisor"u8))
                reader.ReadUInt64(ref divisor);
            else if (name.SequenceEqual("work_difficulty"u8))
                reader.ReadString(ref difficulty);
            else if (name.SequenceEqual("stability_window_ms"u8))
                reader.ReadUInt64(ref windowMs);
            else
                reader.SkipUnknown();
        }
        if (reader.Error is { } error)
            return new Rejection("rules_json", "parse rules: " + error);
        if (difficulty.Length != 16 || !ulong.TryParse(difficulty, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong work))
            return new Rejection("rules_value", $"rules: work_difficulty must be 16 hex digits, got {GoQuote.Quote(difficulty)}");
        if (windowMs > MaxStabilityWindowMs)
            return new Rejection("rules_value", $"rules: stability_window_ms must be <= {MaxStabilityWindowMs}, got {windowMs}");
        rules = new NetworkRules
        {
            ClaimEnabled = claim,
            LeaseStakeDivisor = divisor,
            WorkDifficulty = work,
            StabilityWindow = TimeSpan.FromMilliseconds(windowMs),
        };
        return null;
    }
}
