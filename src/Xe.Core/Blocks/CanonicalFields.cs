using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>The members that canonical bytes hold, read back from them (spec 01 §7). Lengths are checked before anything is
/// allocated.</summary>
internal ref struct CanonicalFields
{
    internal BlockType Type;
    internal Asset Asset;
    internal Address Account;
    internal Hash256 Previous;
    internal ulong Balance;
    internal long Timestamp;
    internal Address Destination;
    internal Hash256 Source;
    internal ulong Amount;
    internal ulong Vcpus;
    internal ulong MemoryMb;
    internal ulong DiskGb;
    internal ulong Duration;
    internal PublicKey AccessPubKey;
    internal ulong LockedR;
    internal ulong LockedPayoutCap;
    internal ulong LockedTwapMilli;
    internal Keyset? Keyset;
    internal Address Representative;
    internal ReadOnlySpan<byte> Memo;
    internal LeaseTiming? Timing;

    /// <summary>Bytes of the canonical form.</summary>
    internal int Length;

    /// <summary>Most keys the decoder takes (spec 01 §7 item 6); blocks in JSON and in the store have no such bound.</summary>
    internal const int MaxBinaryKeys = 256;

    /// <summary>Reads one block's canonical bytes from the start of <paramref name="data"/>. Null, or the fault without the
    /// prefix "UnmarshalBlock: ".</summary>
    internal static string? Read(ReadOnlySpan<byte> data, bool claimEnabled, int minKeys, int maxKeys, out CanonicalFields fields)
    {
        fields = default;
        if (data.Length < 2)
            return string.Create(CultureInfo.InvariantCulture, $"data too short ({data.Length} bytes)");
        if (data[0] != 0x02)
            return string.Create(CultureInfo.InvariantCulture, $"unsupported version byte 0x{data[0]:x2}");
        BlockType type = (BlockType)data[1];
        if (data[1] is 0 or > (byte)BlockType.LeaseRenew || (type == BlockType.Claim && !claimEnabled))
            return string.Create(CultureInfo.InvariantCulture, $"unknown type byte 0x{data[1]:x2}");
        int minimum = BlockShape.MinimumSize(type);
        if (data.Length < minimum)
            return string.Create(CultureInfo.InvariantCulture, $"data too short for {type.Name()} block: need {minimum} bytes, got {data.Length}");
        fields.Type = type;
        fields.Asset = Asset.FromHeader(BinaryPrimitives.ReadUInt64BigEndian(data[2..]));
        fields.Account = new Address(data[10..42]);
        fields.Previous = new Hash256(data[42..74]);
        fields.Balance = BinaryPrimitives.ReadUInt64BigEndian(data[74..]);
        fields.Timestamp = BinaryPrimitives.ReadInt64BigEndian(data[82..]);
        int at = BlockShape.HeaderSize;
        if (!BlockShape.HasKeyset(type))
            fields.ReadTail(data, ref at);
        else if (fields.ReadKeyset(data, minKeys, maxKeys, ref at) is { } keysetFault)
            return keysetFault;
        fields.Representative = new Address(data.Slice(at, Bytes32.Size));
        at += Bytes32.Size;
        if (BlockShape.HasMemo(type) && fields.ReadMemo(data, ref at) is { } memoFault)
            return memoFault;
        if (type == BlockType.Genesis && data.Length - at >= BlockShape.TimingSize)
            fields.ReadTiming(data, ref at);
        fields.Length = at;
        return null;
    }

    private void ReadTail(ReadOnlySpan<byte> data, ref int at)
    {
        if (BlockShape.HasDestination(Type))
        {
            Destination = new Address(data.Slice(at, Bytes32.Size));
            at += Bytes32.Size;
        }
        else if (BlockShape.HasSource(Type))
        {
            Source = new Hash256(data.Slice(at, Bytes32.Size));
            at += Bytes32.Size;
        }
        if (BlockShape.HasAmount(Type))
            Amount = Number(data, ref at);
        if (Type == BlockType.Lease)
        {
            Vcpus = Number(data, ref at);
            MemoryMb = Number(data, ref at);
            DiskGb = Number(data, ref at);
            Duration = Number(data, ref at);
            AccessPubKey = new PublicKey(data.Slice(at, Bytes32.Size));
            at += Bytes32.Size;
        }
        if (Type == BlockType.LeaseRenew)
            Duration = Number(data, ref at);
        if (Type is BlockType.LeaseAccept or BlockType.LeaseRenew)
        {
            LockedR = Number(data, ref at);
            LockedPayoutCap = Number(data, ref at);
            LockedTwapMilli = Number(data, ref at);
        }
    }

    private string? ReadKeyset(ReadOnlySpan<byte> data, int minKeys, int maxKeys, ref int at)
    {
        if (data.Length - at < 8)
            return "keyset data too short";
        uint threshold = BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
        uint count = BinaryPrimitives.ReadUInt32BigEndian(data[(at + 4)..]);
        at += 8;
        if (count < minKeys || count > maxKeys)
            return string.Create(CultureInfo.InvariantCulture, $"invalid key count: {count}");
        if (data.Length - at < (long)count * Bytes32.Size)
            return string.Create(CultureInfo.InvariantCulture, $"keyset data too short for {count} keys");
        PublicKey[] keys = new PublicKey[count];
        for (int i = 0; i < keys.Length; i++, at += Bytes32.Size)
            keys[i] = new PublicKey(data.Slice(at, Bytes32.Size));
        Keyset = new Keyset(keys, threshold);
        return data.Length - at < Bytes32.Size ? $"data too short for {Type.Name()} after keyset" : null;
    }

    private string? ReadMemo(ReadOnlySpan<byte> data, ref int at)
    {
        int length = data[at++];
        if (length > Blocks.Memo.MaxBytes)
            return string.Create(CultureInfo.InvariantCulture, $"memo length {length} exceeds max {Blocks.Memo.MaxBytes}");
        if (data.Length - at < length)
            return string.Create(CultureInfo.InvariantCulture, $"data too short for {length}-byte memo");
        Memo = data.Slice(at, length);
        at += length;
        return Blocks.Memo.Check(Memo)?.Text;
    }

    private void ReadTiming(ReadOnlySpan<byte> data, ref int at) => Timing = new LeaseTiming(
        Number(data, ref at), (long)Number(data, ref at), (long)Number(data, ref at), (long)Number(data, ref at), (long)Number(data, ref at), (long)Number(data, ref at));

    private static ulong Number(ReadOnlySpan<byte> data, ref int at)
    {
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(data[at..]);
        at += sizeof(ulong);
        return value;
    }

    /// <summary>The memo as text.</summary>
    internal readonly string MemoText => Encoding.UTF8.GetString(Memo);
}
