using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using Xe.Core.Primitives;

namespace Xe;

/// <summary>Answers of the API as objects of the shell: the JSON names in Pascal case, points in time as
/// <see cref="DateTimeOffset"/> with the raw nanoseconds beside them, amounts in whole units with the micro-units beside them
/// (spec 09 appendix A.2). The answers' own types stay in the module's load context.</summary>
internal static class ViewObject
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    private static readonly HashSet<string> Times = new(StringComparer.Ordinal)
    {
        "Timestamp", "CreatedAt", "IssuedAt", "ExpiresAt", "ComputedAt", "FirstActivityAt", "LastActivityAt", "StartTime", "StartMedian",
        "EndMedian", "LastBlockTimestamp", "TipTimestamp", "DetectedAt",
    };

    private static readonly HashSet<string> Amounts = new(StringComparer.Ordinal) { "Cost", "Stake" };

    /// <summary>An object of a type name, with further properties behind those of the answer.</summary>
    public static PSObject Of(string typeName, object view, params (string Name, object? Value)[] more)
    {
        PSObject result = new();
        result.TypeNames.Insert(0, typeName);
        foreach (PropertyInfo property in Properties.GetOrAdd(view.GetType(), Readable))
            Add(result, property.Name, property.GetValue(view));
        foreach ((string name, object? value) in more)
            result.Properties.Add(new PSNoteProperty(name, value));
        return result;
    }

    /// <summary>A JSON value as the shell's own kinds: numbers keep their 64 bits, objects are ordered.</summary>
    public static object? OfJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? whole : json.TryGetUInt64(out ulong large) ? large : json.GetDouble(),
        JsonValueKind.Array => json.EnumerateArray().Select(OfJson).ToArray(),
        JsonValueKind.Object => OfMembers(json),
        _ => null,
    };

    private static PropertyInfo[] Readable(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract")];

    private static void Add(PSObject result, string name, object? value)
    {
        if (value is long nanos && Times.Contains(name))
        {
            result.Properties.Add(new PSNoteProperty(name, nanos == 0 ? null : UnixNanos.ToTime(nanos)));
            result.Properties.Add(new PSNoteProperty(name + "Ns", nanos));
        }
        else if (value is ulong micro && Amounts.Contains(name))
        {
            result.Properties.Add(new PSNoteProperty(name, Micro.ToUnits(micro)));
            result.Properties.Add(new PSNoteProperty(name + "MicroUnit", micro));
        }
        else
        {
            result.Properties.Add(new PSNoteProperty(name, Value(value)));
        }
    }

    private static object? Value(object? value)
    {
        switch (value)
        {
            case null or string or DateTimeOffset or ReadOnlyMemory<byte>:
                return value;
            case JsonElement json:
                return OfJson(json);
            case IDictionary map:
                OrderedDictionary ordered = new(StringComparer.Ordinal);
                foreach (DictionaryEntry entry in map)
                    ordered[entry.Key] = Value(entry.Value);
                return ordered;
            case IEnumerable list:
                return list.Cast<object?>().Select(Value).ToArray();
            default:
                Type type = value.GetType();
                return type.IsPrimitive || type.IsEnum ? value : Of("Xe." + type.Name.Replace("View", "", StringComparison.Ordinal), value);
        }
    }

    private static OrderedDictionary OfMembers(JsonElement json)
    {
        OrderedDictionary ordered = new(StringComparer.Ordinal);
        foreach (JsonProperty member in json.EnumerateObject())
            ordered[member.Name] = OfJson(member.Value);
        return ordered;
    }
}
