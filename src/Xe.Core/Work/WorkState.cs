using System.Buffers.Binary;
using System.Numerics;

namespace Xe.Core.Work;

/// <summary>
/// What all nonces of one hash share: the working vector of BLAKE2b (RFC 7693 §3.2) for a 40-byte message and an
/// 8-byte digest, after those columns of the first round that the nonce (message word 0) does not enter.
/// </summary>
internal readonly struct WorkState
{
    internal readonly ulong V0, V1, V2, V3, V4, V5, V6, V7, V8, V9, V10, V11, V12, V13, V14, V15;

    /// <summary>Message words 1 to 4: the hash.</summary>
    internal readonly ulong M1, M2, M3, M4;

    /// <summary>The first word of the chaining value, byte-swapped: the last exclusive-or of the digest.</summary>
    internal readonly ulong H0;

    internal WorkState(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != WorkValidator.HashSize)
            throw new ArgumentException("A work hash has 32 bytes.", nameof(hash));
        M1 = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        M2 = BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]);
        M3 = BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]);
        M4 = BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]);

        // IV, with the parameter block (digest length 8, no key, fanout 1, depth 1) in word 0, the message length
        // 40 in word 12 and the final-block flag in word 14.
        const ulong Iv0 = 0x6A09E667F3BCC908, Iv4 = 0x510E527FADE682D1, Iv6 = 0x1F83D9ABFB41BD6B;
        const ulong Parameters = 0x01010000 ^ 8;
        V0 = Iv0 ^ Parameters;
        V1 = V9 = 0xBB67AE8584CAA73B;
        V2 = V10 = 0x3C6EF372FE94F82B;
        V3 = V11 = 0xA54FF53A5F1D36F1;
        V4 = Iv4;
        V5 = V13 = 0x9B05688C2B3E6C1F;
        V6 = Iv6;
        V7 = V15 = 0x5BE0CD19137E2179;
        V8 = Iv0;
        V12 = Iv4 ^ 40;
        V14 = ~Iv6;
        H0 = BinaryPrimitives.ReverseEndianness(V0);

        Mix(ref V1, ref V5, ref V9, ref V13, M2, M3);
        Mix(ref V2, ref V6, ref V10, ref V14, M4, 0);
        Mix(ref V3, ref V7, ref V11, ref V15, 0, 0);
    }

    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong x, ulong y)
    {
        a += b + x;
        d = BitOperations.RotateRight(d ^ a, 32);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 24);
        a += b + y;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 63);
    }
}
