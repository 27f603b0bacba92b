using System.Diagnostics.CodeAnalysis;

namespace Xe.Libp2p.Multistream;

/// <summary>The protocols a listener offers.</summary>
internal interface IProtocolTable
{
    /// <summary>Everything offered.</summary>
    IReadOnlyCollection<string> Protocols { get; }

    /// <summary>Finds a protocol by the bytes of its name.</summary>
    bool TryMatch(ReadOnlySpan<byte> name, [NotNullWhen(true)] out string? protocol);
}
