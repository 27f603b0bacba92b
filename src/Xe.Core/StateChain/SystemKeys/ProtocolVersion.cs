using System.Globalization;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary>A protocol version of three numbers (spec 11 §5.2).</summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
/// <param name="Patch">Third number.</param>
public readonly record struct ProtocolVersion(int Major, int Minor, int Patch) : IComparable<ProtocolVersion>
{
    private const int MaxDigits = 4;

    /// <summary>The version this build speaks.</summary>
    public static ProtocolVersion Current { get; } = new(1, 0, 0);

    /// <summary>Reads "MAJOR.MINOR.PATCH", 1 to 4 ASCII digits each and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ProtocolVersion version)
    {
        version = default;
        Span<int> parts = stackalloc int[3];
        for (int i = 0; i < 3; i++)
        {
            int end = i < 2 ? text.IndexOf('.') : text.Length;
            if (end is < 1 or > MaxDigits || text[..end].ContainsAnyExceptInRange('0', '9'))
                return false;
            parts[i] = int.Parse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture);
            text = i < 2 ? text[(end + 1)..] : default;
        }
        version = new ProtocolVersion(parts[0], parts[1], parts[2]);
        return true;
    }

    /// <summary>Number by number.</summary>
    public int CompareTo(ProtocolVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <summary>"MAJOR.MINOR.PATCH".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>The static rule of <c>sys.min_protocol_version</c>; null where the value passes.</summary>
    public static string? Check(ReadOnlySpan<byte> json)
    {
        string? text = SchemaJson.ReadString(json, out string? error);
        if (error is not null)
            return $"invalid min_protocol_version JSON: {error}";
        return TryParse(text, out _) ? null : $"min_protocol_version \"{text}\" invalid (want MAJOR.MINOR.PATCH)";
    }

    /// <summary>The transition rule: the floor only rises. An absent or ill-formed old value is below every version.</summary>
    public static string? CheckTransition(ReadOnlySpan<byte> oldJson, ReadOnlySpan<byte> newJson)
    {
        if (Load(oldJson) is not { } before || Load(newJson) is not { } after || after >= before)
            return null;
        return $"sys.min_protocol_version {SchemaJson.ReadString(oldJson, out _)} → {SchemaJson.ReadString(newJson, out _)} not permitted (the floor only rises)";
    }

    /// <summary>The floor in force; null where the value is absent or ill-formed.</summary>
    public static ProtocolVersion? Load(ReadOnlySpan<byte> json) =>
        !json.IsEmpty && TryParse(SchemaJson.ReadString(json, out _), out ProtocolVersion version) ? version : null;

    /// <summary>Lower.</summary>
    public static bool operator <(ProtocolVersion left, ProtocolVersion right) => left.CompareTo(right) < 0;

    /// <summary>Higher.</summary>
    public static bool operator >(ProtocolVersion left, ProtocolVersion right) => left.CompareTo(right) > 0;

    /// <summary>Lower or equal.</summary>
    public static bool operator <=(ProtocolVersion left, ProtocolVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Higher or equal.</summary>
    public static bool operator >=(ProtocolVersion left, ProtocolVersion right) => left.CompareTo(right) >= 0;
}
