using System.Collections.Immutable;
using Xe.Core.Json;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary><c>sys.activations</c>: the feature registry (spec 11 §5.1, 02 §9).</summary>
public sealed class ActivationRegistry
{
    /// <summary>Most features.</summary>
    public const int MaxFeatures = 64;

    /// <summary>Least time term: catches a value given in seconds or milliseconds.</summary>
    public const long MinNotBeforeNs = 1_600_000_000_000_000_000;

    private const int MaxNameCharacters = 32;

    private ActivationRegistry(ImmutableSortedDictionary<string, ActivationRecord> features) => Features = features;

    /// <summary>No feature.</summary>
    public static ActivationRegistry Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ActivationRecord>(StringComparer.Ordinal));

    /// <summary>Features by name, sorted.</summary>
    public ImmutableSortedDictionary<string, ActivationRecord> Features { get; }

    /// <summary>True where the feature is listed and both its terms hold at the tip. A feature that is not listed never is.</summary>
    public bool IsActive(string feature, ulong tipIndex, long tipTimestamp) =>
        Features.TryGetValue(feature, out ActivationRecord record) && record.IsActiveAt(tipIndex, tipTimestamp);

    /// <summary>The static rules of the key; null where the value passes. Features are judged in the order of their names.</summary>
    public static string? Check(ReadOnlySpan<byte> json)
    {
        ActivationRegistry? registry = Decode(json, out string? error);
        if (registry is null)
            return $"invalid activations JSON: {error}";
        if (registry.Features.Count > MaxFeatures)
            return $"activations: {registry.Features.Count} features exceeds maximum {MaxFeatures}";
        foreach ((string name, ActivationRecord record) in registry.Features)
        {
            if (CheckFeature(name, record) is { } fault)
                return $"activations: feature {GoQuote.Quote(name)} {fault}";
        }
        return null;
    }

    /// <summary>The transition rules: nothing listed disappears, nothing active changes, nothing new or changed lies in the past
    /// of the carrying block.</summary>
    /// <param name="oldJson">The stored value; empty where absent.</param>
    /// <param name="newJson">The new value, statically valid.</param>
    /// <param name="tipIndex">Tip before the block.</param>
    /// <param name="tipTimestamp">Tip before the block, Unix ns.</param>
    /// <param name="block">The carrying block.</param>
    public static string? CheckTransition(
        ReadOnlySpan<byte> oldJson, ReadOnlySpan<byte> newJson, ulong tipIndex, long tipTimestamp, StateBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        string? oldError = null;
        ActivationRegistry? before = oldJson.IsEmpty ? Empty : Decode(oldJson, out oldError);
        if (before is null)
            return $"existing sys.activations unreadable: {oldError}";
        ActivationRegistry? after = Decode(newJson, out string? newError);
        if (after is null)
            return $"invalid activations JSON: {newError}";
        foreach ((string name, ActivationRecord old) in before.Features)
        {
            if (!after.Features.TryGetValue(name, out ActivationRecord updated))
                return $"activations: feature {GoQuote.Quote(name)} cannot be removed (activations are one-directional)";
            if (updated != old && old.IsActiveAt(tipIndex, tipTimestamp))
                return $"activations: feature {GoQuote.Quote(name)} is already active; its trigger is frozen (at_index {old.AtIndex}, not_before_ns {old.NotBeforeNs})";
        }
        foreach ((string name, ActivationRecord record) in after.Features)
        {
            bool unchanged = before.Features.TryGetValue(name, out ActivationRecord old) && old == record;
            if (!unchanged && CheckFuture(record, block) is { } fault)
                return $"activations: feature {GoQuote.Quote(name)} {fault}";
        }
        return null;
    }

    /// <summary>The registry in force; empty where the value is absent or cannot be decoded.</summary>
    public static ActivationRegistry Load(ReadOnlySpan<byte> json) => json.IsEmpty ? Empty : Decode(json, out _) ?? Empty;

    private static string? CheckFeature(string name, ActivationRecord record)
    {
        if (!IsName(name))
            return "has an invalid name (must match ^[a-z][a-z0-9_]{0,31}$)";
        if (record is { AtIndex: 0, NotBeforeNs: 0 })
            return "must set at_index or not_before_ns";
        if (record.NotBeforeNs < 0)
            return $"not_before_ns {record.NotBeforeNs} must not be negative";
        return record.NotBeforeNs is 0 or >= MinNotBeforeNs
            ? null
            : $"not_before_ns {record.NotBeforeNs} is below {MinNotBeforeNs} (the unit is nanoseconds)";
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= MaxNameCharacters
        && char.IsAsciiLetterLower(name[0])
        && name.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static string? CheckFuture(ActivationRecord record, StateBlock block)
    {
        if (record.AtIndex != 0 && record.AtIndex <= block.Index)
            return $"at_index {record.AtIndex} is not in the future (this block is index {block.Index})";
        return record.NotBeforeNs != 0 && record.NotBeforeNs <= block.Timestamp
            ? $"not_before_ns {record.NotBeforeNs} is not in the future (this block is stamped {block.Timestamp})"
            : null;
    }

    private static ActivationRegistry? Decode(ReadOnlySpan<byte> json, out string? error)
    {
        Members members = new();
        error = SchemaJson.ReadObject(json, members, Members.Read);
        return error is null ? new ActivationRegistry(members.Features.ToImmutable()) : null;
    }

    private sealed class Members
    {
        public ImmutableSortedDictionary<string, ActivationRecord>.Builder Features { get; } = Empty.Features.ToBuilder();

        public static void Read(ref GoJsonReader reader, scoped ReadOnlySpan<byte> name, Members target)
        {
            if (!name.SequenceEqual("features"u8))
            {
                reader.SkipUnknown();
                return;
            }
            if (reader.Next == GoJsonToken.Null)
                target.Features.Clear();
            if (!reader.BeginObject())
                return;
            // Names of a map are keys: exact, not folded.
            while (reader.NextMember(out _))
            {
                string feature = reader.MemberName;
                target.Features[feature] = ReadRecord(ref reader);
            }
        }

        private static ActivationRecord ReadRecord(ref GoJsonReader reader)
        {
            ulong atIndex = 0;
            long notBefore = 0;
            if (reader.BeginObject())
            {
                while (reader.NextMember(out ReadOnlySpan<byte> name))
                {
                    if (name.SequenceEqual("at_index"u8))
                        reader.ReadUInt64(ref atIndex);
                    else if (name.SequenceEqual("not_before_ns"u8))
                        reader.ReadInt64(ref notBefore);
                    else
                        reader.SkipUnknown();
                }
            }
            return new ActivationRecord(atIndex, notBefore);
        }
    }
}
