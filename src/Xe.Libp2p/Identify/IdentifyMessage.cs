using System.Diagnostics.CodeAnalysis;
using System.Text;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Identify;

/// <summary>The identify message: publicKey 1, listenAddrs 2, protocols 3, observedAddr 4, protocolVersion 5, agentVersion 6,
/// signedPeerRecord 8. It may come in several parts that are merged.</summary>
internal sealed class IdentifyMessage
{
    /// <summary>Longest part accepted, in bytes.</summary>
    public const int MaxPartBytes = 8192;

    /// <summary>Parts accepted.</summary>
    public const int MaxParts = 10;

    private const int MaxAddresses = 256;
    private const int MaxProtocols = 1024;
    private const int MaxTextBytes = 1024;

    public PublicKey? PublicKey { get; private set; }

    public List<Multiaddr> ListenAddresses { get; } = [];

    /// <summary>Null where no part listed any: what was known stays.</summary>
    public List<string>? Protocols { get; private set; }

    public Multiaddr? ObservedAddress { get; private set; }

    public string? ProtocolVersion { get; private set; }

    public string? AgentVersion { get; private set; }

    /// <summary>The signed peer record, not verified yet.</summary>
    public byte[]? SignedPeerRecord { get; private set; }

    /// <summary>Merges a part; false where it is malformed. Addresses this stack cannot read are skipped.</summary>
    public bool TryMerge(ReadOnlySpan<byte> part)
    {
        ProtoReader reader = new(part);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (wire != WireType.Bytes)
            {
                reader.TrySkip(wire);
                continue;
            }
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> value)) break;
            switch (field)
            {
                case 1:
                    if (PublicKey.TryDecode(value, out PublicKey? key)) PublicKey = key;
                    break;
                case 2:
                    if (ListenAddresses.Count < MaxAddresses && Multiaddr.TryFromBytes(value, out Multiaddr? address)) ListenAddresses.Add(address);
                    break;
                case 3:
                    Protocols ??= [];
                    if (Protocols.Count < MaxProtocols && TryText(value, out string? protocol)) Protocols.Add(protocol);
                    break;
                case 4:
                    if (Multiaddr.TryFromBytes(value, out Multiaddr? observed)) ObservedAddress = observed;
                    break;
                case 5:
                    if (TryText(value, out string? version)) ProtocolVersion = version;
                    break;
                case 6:
                    if (TryText(value, out string? agent)) AgentVersion = agent;
                    break;
                case 8:
                    SignedPeerRecord = value.ToArray();
                    break;
            }
        }
        return !reader.Failed;
    }

    private static bool TryText(ReadOnlySpan<byte> value, [NotNullWhen(true)] out string? text)
    {
        text = value.Length <= MaxTextBytes ? Encoding.UTF8.GetString(value) : null;
        return text is not null;
    }
}
