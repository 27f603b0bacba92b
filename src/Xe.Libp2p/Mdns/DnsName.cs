using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Xe.Libp2p.Mdns;

/// <summary>Domain names on the wire.</summary>
internal static class DnsName
{
    private const int MaxLength = 255;
    private const int MaxLabel = 63;

    /// <summary>Reads a name, following compression pointers. Each must point further back than where it stands, so reading ends.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, ref int at, [NotNullWhen(true)] out string? name)
    {
        name = null;
        StringBuilder text = new();
        int position = at;
        int limit = at; // pointers must go below this
        bool jumped = false;
        int total = 0;
        while (true)
        {
            if (position >= packet.Length) return false;
            int length = packet[position];
            if (length == 0)
            {
                if (!jumped) at = position + 1;
                name = text.ToString();
                return true;
            }
            if ((length & 0xc0) == 0xc0)
            {
                if (position + 1 >= packet.Length) return false;
                int target = ((length & 0x3f) << 8) | packet[position + 1];
                if (target >= limit) return false;
                if (!jumped) at = position + 2;
                jumped = true;
                position = limit = target;
                continue;
            }
            if (length > MaxLabel || packet.Length - position - 1 < length) return false;
            total += length + 1;
            if (total > MaxLength) return false;
            if (text.Length > 0) text.Append('.');
            text.Append(Encoding.UTF8.GetString(packet.Slice(position + 1, length)));
            position += 1 + length;
        }
    }

    /// <summary>Writes a name without compression; a trailing dot is optional.</summary>
    /// <exception cref="ArgumentException">A label is empty or longer than 63 bytes, or the name longer than 255.</exception>
    public static void Write(List<byte> target, string name)
    {
        int start = target.Count;
        foreach (string label in name.TrimEnd('.').Split('.'))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(label);
            if (bytes.Length is 0 or > MaxLabel) throw new ArgumentException($"a DNS label has 1 to {MaxLabel} bytes: {label}", nameof(name));
            target.Add((byte)bytes.Length);
            target.AddRange(bytes);
        }
        target.Add(0);
        if (target.Count - start > MaxLength) throw new ArgumentException($"a DNS name has at most {MaxLength} bytes: {name}", nameof(name));
    }

    /// <summary>Names compare without regard to case.</summary>
    public static bool Same(string left, string right) => string.Equals(left.TrimEnd('.'), right.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
