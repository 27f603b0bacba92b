using Xe.Core.Json;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary>Reading of values with the leniency of spec 11 §5: unknown members ignored, names in any case, the last duplicate
/// wins, <c>null</c> leaves the zero value.</summary>
internal static class SchemaJson
{
    internal delegate void ReadMember<T>(ref GoJsonReader reader, scoped ReadOnlySpan<byte> name, T target);

    /// <summary>Fills <paramref name="target"/> from an object; a text of why not otherwise.</summary>
    internal static string? ReadObject<T>(ReadOnlySpan<byte> json, T target, ReadMember<T> member, bool refuseUnknown = false)
        where T : class
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Refuse, refuseUnknown, out GoJsonReader reader, out string? error))
            return error;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
                member(ref reader, name, target);
        }
        return reader.Error;
    }

    /// <summary>Reads a string value; null on <c>null</c> too, which then is no error.</summary>
    internal static string? ReadString(ReadOnlySpan<byte> json, out string? error)
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Refuse, refuseUnknownMembers: false, out GoJsonReader reader, out error))
            return null;
        string value = "";
        bool isNull = reader.Next == GoJsonToken.Null;
        reader.ReadString(ref value);
        error = reader.Error;
        return error is null && !isNull ? value : null;
    }
}
