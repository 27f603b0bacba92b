using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Crypto;
using Xe.Core.Primitives;

namespace Xe.Core.Consensus;

/// <summary>The signed bytes and the binary form of votes (spec 01 §13.1, §13.2).</summary>
public static class VoteEncoding
{
    /// <summary>Length of the signed bytes.</summary>
    public const int SignedSize = 138;

    /// <summary>Shortest binary form: signed bytes and an empty signature.</summary>
    public const int MinBinarySize = SignedSize + 2;

    /// <summary>Version byte.</summary>
    public const byte Version = 0x02;

    /// <summary>Writes the bytes the signature is over, directly and without a digest.</summary>
    /// <param name="vote">The vote.</param>
    /// <param name="destination">At least 138 bytes.</param>
    public static void WriteSigned(Vote vote, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(vote);
        destination[0] = Version;
        vote.RepKey.Value.CopyTo(destination[1..]);
        vote.BlockHash.Value.CopyTo(destination[33..]);
        vote.Position.Account.Value.CopyTo(destination[65..]);
        vote.Position.Previous.Value.CopyTo(destination[97..]);
        BinaryPrimitives.WriteInt64BigEndian(destination[129..], vote.Timestamp);
        destination[137] = vote.IsFinal ? (byte)1 : (byte)0;
    }

    /// <summary>Signed bytes, signature length, signature.</summary>
    public static byte[] Encode(Vote vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        byte[] data = new byte[MinBinarySize + vote.Signature.Length];
        WriteSigned(vote, data);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(SignedSize), checked((ushort)vote.Signature.Length));
        vote.Signature.Span.CopyTo(data.AsSpan(MinBinarySize));
        return data;
    }

    /// <summary>Reads the binary form. Surplus bytes are ignored; any flag byte but 0 is final; the weight is 0.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> data, [NotNullWhen(true)] out Vote? vote, [NotNullWhen(false)] out Rejection? error)
    {
        vote = null;
        error = Fault(data);
        if (error is not null)
            return false;
        int signatureLength = BinaryPrimitives.ReadUInt16BigEndian(data[SignedSize..]);
        vote = new Vote
        {
            RepKey = new PublicKey(data.Slice(1, 32)),
            BlockHash = new Hash256(data.Slice(33, 32)),
            Position = new Position(new Address(data.Slice(65, 32)), new Hash256(data.Slice(97, 32))),
            Timestamp = BinaryPrimitives.ReadInt64BigEndian(data[129..]),
            IsFinal = data[137] != 0,
            Signature = data.Slice(MinBinarySize, signatureLength).ToArray(),
        };
        return true;
    }

    /// <summary>A signed vote.</summary>
    /// <param name="seed">The representative's 32-byte seed (or expanded key, see <see cref="Ed25519.Sign"/>).</param>
    /// <param name="position">The election.</param>
    /// <param name="blockHash">The block voted for.</param>
    /// <param name="timestamp">Unix time, nanoseconds.</param>
    /// <param name="isFinal">True for an irrevocable vote.</param>
    /// <param name="weight">Own weight; not signed.</param>
    public static Vote Create(
        ReadOnlySpan<byte> seed, Position position, Hash256 blockHash, long timestamp, bool isFinal, ulong weight = 0)
    {
        Span<byte> key = stackalloc byte[Ed25519.PublicKeySize];
        Ed25519.PublicKeyFromSeed(seed, key);
        byte[] signature = new byte[Ed25519.SignatureSize];
        Vote vote = new()
        {
            RepKey = new PublicKey(key),
            BlockHash = blockHash,
            Position = position,
            Timestamp = timestamp,
            IsFinal = isFinal,
            Signature = signature,
            Weight = weight,
        };
        Span<byte> signed = stackalloc byte[SignedSize];
        WriteSigned(vote, signed);
        Ed25519.Sign(seed, signed, signature);
        return vote;
    }

    private static Rejection? Fault(ReadOnlySpan<byte> data)
    {
        if (data.Length < MinBinarySize)
            return new Rejection("vote_too_short", $"DecodeVote: data too short ({data.Length} bytes)");
        if (data[0] != Version)
            return new Rejection("vote_version", $"DecodeVote: unsupported version byte 0x{data[0]:x2}");
        int need = BinaryPrimitives.ReadUInt16BigEndian(data[SignedSize..]);
        int have = data.Length - MinBinarySize;
        return need <= have
            ? null
            : new Rejection("vote_truncated", $"DecodeVote: data truncated: need {need} bytes for signature, have {have}");
    }
}
