using System.Buffers;
using System.Buffers.Binary;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Storage;

/// <summary>The bytes of an account state in <c>account.state</c> and in the journal: flags, then the members that are
/// there, numbers big-endian.</summary>
internal static class AccountStateCodec
{
    private const int FixedSize = 1 + Bytes32.Size + 3 * sizeof(ulong);
    private const int OptionalSize = 2 * sizeof(ulong) + 2 * Bytes32.Size;
    private const int KeysetHeadSize = sizeof(long) + sizeof(int);

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Xe = 1,
        Xusd = 2,
        Representative = 4,
        Key = 8,
        Keyset = 16,
    }

    public static void Encode(AccountState state, IBufferWriter<byte> output)
    {
        int size = FixedSize + OptionalSize + (state.Keyset is null ? 0 : KeysetHeadSize + state.Keyset.Keys.Count * Bytes32.Size);
        Span<byte> start = output.GetSpan(size);
        Parts parts = (state.Xe is null ? Parts.None : Parts.Xe)
            | (state.Xusd is null ? Parts.None : Parts.Xusd)
            | (state.Representative is null ? Parts.None : Parts.Representative)
            | (state.Key is null ? Parts.None : Parts.Key)
            | (state.Keyset is null ? Parts.None : Parts.Keyset);
        start[0] = (byte)parts;
        Span<byte> rest = start[1..];
        Put(ref rest, state.Frontier.Value);
        Put(ref rest, state.Height);
        Put(ref rest, state.FinalHeight);
        Put(ref rest, unchecked((ulong)state.LastTimestamp));
        if (state.Xe is { } xe)
            Put(ref rest, xe);
        if (state.Xusd is { } xusd)
            Put(ref rest, xusd);
        if (state.Representative is { } representative)
            Put(ref rest, representative.Value);
        if (state.Key is { } key)
            Put(ref rest, key.Value);
        if (state.Keyset is { } keyset)
        {
            Put(ref rest, unchecked((ulong)keyset.Threshold));
            BinaryPrimitives.WriteInt32BigEndian(rest, keyset.Keys.Count);
            rest = rest[sizeof(int)..];
            foreach (PublicKey member in keyset.Keys)
                Put(ref rest, member.Value);
        }
        output.Advance(start.Length - rest.Length);
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; null for anything else.</summary>
    public static AccountState? Decode(Address account, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedSize)
            return null;
        var parts = (Parts)bytes[0];
        ReadOnlySpan<byte> rest = bytes[1..];
        Hash256 frontier = new(TakeBytes(ref rest));
        ulong height = Take(ref rest);
        ulong finalHeight = Take(ref rest);
        long timestamp = unchecked((long)Take(ref rest));
        int expected = (parts.HasFlag(Parts.Xe) ? 8 : 0) + (parts.HasFlag(Parts.Xusd) ? 8 : 0)
            + (parts.HasFlag(Parts.Representative) ? 32 : 0) + (parts.HasFlag(Parts.Key) ? 32 : 0)
            + (parts.HasFlag(Parts.Keyset) ? KeysetHeadSize : 0);
        if (rest.Length < expected)
            return null;
        ulong? xe = parts.HasFlag(Parts.Xe) ? Take(ref rest) : null;
        ulong? xusd = parts.HasFlag(Parts.Xusd) ? Take(ref rest) : null;
        Address? representative = parts.HasFlag(Parts.Representative) ? new Address(TakeBytes(ref rest)) : null;
        PublicKey? key = parts.HasFlag(Parts.Key) ? new PublicKey(TakeBytes(ref rest)) : null;
        Keyset? keyset = null;
        if (parts.HasFlag(Parts.Keyset))
        {
            long threshold = unchecked((long)Take(ref rest));
            int count = BinaryPrimitives.ReadInt32BigEndian(rest);
            rest = rest[sizeof(int)..];
            if (count < 0 || rest.Length != (long)count * Bytes32.Size)
                return null;
            var keys = new PublicKey[count];
            for (int i = 0; i < count; i++)
                keys[i] = new PublicKey(TakeBytes(ref rest));
            keyset = new Keyset(keys, threshold);
        }
        if (!rest.IsEmpty)
            return null;
        return new AccountState
        {
            Account = account,
            Frontier = frontier,
            Height = height,
            FinalHeight = finalHeight,
            LastTimestamp = timestamp,
            Xe = xe,
            Xusd = xusd,
            Representative = representative,
            Key = key,
            Keyset = keyset,
        };
    }

    private static void Put(ref Span<byte> rest, in Bytes32 value)
    {
        value.CopyTo(rest);
        rest = rest[Bytes32.Size..];
    }

    private static void Put(ref Span<byte> rest, ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(rest, value);
        rest = rest[sizeof(ulong)..];
    }

    private static Bytes32 TakeBytes(ref ReadOnlySpan<byte> rest)
    {
        var value = new Bytes32(rest[..Bytes32.Size]);
        rest = rest[Bytes32.Size..];
        return value;
    }

    private static ulong Take(ref ReadOnlySpan<byte> rest)
    {
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(rest);
        rest = rest[sizeof(ulong)..];
        return value;
    }
}
