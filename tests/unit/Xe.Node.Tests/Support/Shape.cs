using System.Text.Json;

namespace Xe.Node.Tests.Support;

/// <summary>Compares an object with a line of the specification's tables: names in order, with kinds. <c>s</c> string,
/// <c>n</c> integer, <c>f</c> number, <c>b</c> boolean, <c>a</c> array, <c>o</c> object; <c>?</c> = may be left out.</summary>
internal static class Shape
{
    public static void Check(JsonElement actual, string spec)
    {
        Assert.Equal(JsonValueKind.Object, actual.ValueKind);
        Queue<JsonProperty> members = new(actual.EnumerateObject());
        foreach (string entry in spec.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split(':');
            bool optional = parts[1].EndsWith('?');
            if (optional && (members.Count == 0 || members.Peek().Name != parts[0]))
                continue;
            Assert.True(members.Count > 0, $"{parts[0]} is missing in {actual}");
            JsonProperty member = members.Dequeue();
            Assert.Equal(parts[0], member.Name);
            Assert.True(Fits(member.Value, parts[1][0]), $"{member.Name} is {member.Value}, expected kind {parts[1]}");
        }
        Assert.Empty(members);
    }

    private static bool Fits(JsonElement value, char kind) => kind switch
    {
        's' => value.ValueKind == JsonValueKind.String,
        'n' => value.ValueKind == JsonValueKind.Number && (value.TryGetUInt64(out _) || value.TryGetInt64(out _)),
        'f' => value.ValueKind == JsonValueKind.Number,
        'b' => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        'a' => value.ValueKind == JsonValueKind.Array,
        'o' => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };
}
