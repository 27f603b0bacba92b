using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Xe.Libp2p.Multistream;

/// <summary>A fixed set of protocols, such as the security protocols or the muxers.</summary>
internal sealed class ProtocolTable(params string[] protocols) : IProtocolTable
{
    public IReadOnlyCollection<string> Protocols => protocols;

    public bool TryMatch(ReadOnlySpan<byte> name, [NotNullWhen(true)] out string? protocol)
    {
        foreach (string candidate in protocols)
        {
            if (!Ascii.Equals(name, candidate)) continue;
            protocol = candidate;
            return true;
        }
        protocol = null;
        return false;
    }
}
