using System.Diagnostics.CodeAnalysis;
using System.Text;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Noise;

/// <summary>What messages 2 and 3 carry: the identity key, its signature over the static key, and the muxers spoken
/// (<c>{identity_key=1, identity_sig=2, extensions=4 {stream_muxers=2 rep}}</c>).</summary>
internal sealed class NoisePayload
{
    private const int MaxMuxers = 32;
    private const int MaxMuxerBytes = 256;

    private NoisePayload(PublicKey key, byte[] signature, IReadOnlyList<string> muxers)
    {
        Key = key;
        Signature = signature;
        Muxers = muxers;
    }

    public PublicKey Key { get; }

    public byte[] Signature { get; }

    /// <summary>Muxers the other side can start without negotiating them.</summary>
    public IReadOnlyList<string> Muxers { get; }

    /// <summary>The payload of a host: made once, the same in every handshake.</summary>
    public static byte[] Encode(IdentityKey identity, ReadOnlySpan<byte> staticKey, IReadOnlyList<string> muxers)
    {
        using ProtoWriter writer = new();
        writer.WriteBytes(1, identity.PublicKey.Encoded);
        writer.WriteBytes(2, identity.Sign(SignedBytes(staticKey)));
        if (muxers.Count > 0)
        {
            int extensions = writer.BeginMessage(4);
            foreach (string muxer in muxers) writer.WriteString(2, muxer);
            writer.EndMessage(extensions);
        }
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a payload; false where it is malformed or holds no key.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out NoisePayload? payload)
    {
        payload = null;
        PublicKey? key = null;
        ReadOnlySpan<byte> signature = default;
        List<string> muxers = [];
        ProtoReader reader = new(encoded);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (wire == WireType.Bytes && field is 1 or 2 or 4)
            {
                if (!reader.TryReadBytes(out ReadOnlySpan<byte> value)) return false;
                if (field == 1 && !PublicKey.TryDecode(value, out key)) return false;
                if (field == 2) signature = value;
                if (field == 4 && !TryDecodeExtensions(value, muxers)) return false;
            }
            else
            {
                reader.TrySkip(wire);
            }
        }
        if (reader.Failed || key is null) return false;
        payload = new NoisePayload(key, signature.ToArray(), muxers);
        return true;
    }

    /// <summary>True where the identity key really signed this static key.</summary>
    public bool Vouches(ReadOnlySpan<byte> staticKey) => Key.Verify(SignedBytes(staticKey), Signature);

    private static byte[] SignedBytes(ReadOnlySpan<byte> staticKey) => [.. "noise-libp2p-static-key:"u8, .. staticKey];

    private static bool TryDecodeExtensions(ReadOnlySpan<byte> encoded, List<string> muxers)
    {
        ProtoReader reader = new(encoded);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 2 && wire == WireType.Bytes)
            {
                if (reader.TryReadBytes(out ReadOnlySpan<byte> muxer) && muxer.Length <= MaxMuxerBytes && muxers.Count < MaxMuxers)
                    muxers.Add(Encoding.UTF8.GetString(muxer));
            }
            else
            {
                reader.TrySkip(wire);
            }
        }
        return !reader.Failed;
    }
}
