using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.Consensus;

/// <summary>The JSON form of votes: exported Go names, base64 signature, every member always written (spec 01 §3.4, 06 §7.8.2).
/// Hex of either case is folded on arrival, and a previous of 64 zeros is the opening position (spec 04 §20.1).</summary>
public static class VoteJson
{
    /// <summary>Reads a bare vote.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness, [NotNullWhen(true)] out Vote? vote, [NotNullWhen(false)] out Rejection? error)
    {
        vote = null;
        error = RecordJson.Open(utf8, strictness, "vote", out GoJsonReader reader);
        if (error is not null)
            return false;
        Members members = new();
        bool found = members.Read(ref reader);
        return Finish(reader.Error, found, members, out vote, out error);
    }

    /// <summary>Reads the gossip message <c>{"vote":{…}}</c>; an absent or null vote is refused.</summary>
    public static bool TryReadMessage(
        ReadOnlySpan<byte> utf8, JsonStrictness strictness, [NotNullWhen(true)] out Vote? vote, [NotNullWhen(false)] out Rejection? error)
    {
        vote = null;
        error = RecordJson.Open(utf8, strictness, "vote", out GoJsonReader reader);
        if (error is not null)
            return false;
        Members members = new();
        bool found = false;
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("vote"u8))
                    found = members.Read(ref reader);
                else
                    reader.SkipUnknown();
            }
        }
        return Finish(reader.Error, found, members, out vote, out error);
    }

    /// <summary>Reads one vote of a larger text, for replies that carry several. Null where the value was <c>null</c> or malformed;
    /// the reader's own error tells a wrong type.</summary>
    public static Vote? Read(ref GoJsonReader reader)
    {
        Members members = new();
        return members.Read(ref reader) && members.ToVote(out Vote? vote) is null ? vote : null;
    }

    /// <summary>Writes a bare vote.</summary>
    public static void Write(ref GoJsonWriter writer, Vote vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        writer.BeginObject();
        writer.String("RepPubKey"u8, vote.RepKey.ToString());
        writer.String("BlockHash"u8, vote.BlockHash.ToString());
        writer.String("ConflictAccount"u8, vote.Position.Account.ToString());
        writer.String("ConflictPrev"u8, vote.Position.Previous.IsZero ? "0" : vote.Position.Previous.ToString());
        writer.Int64("Timestamp"u8, vote.Timestamp);
        writer.Boolean("Final"u8, vote.IsFinal);
        writer.String("Signature"u8, Convert.ToBase64String(vote.Signature.Span));
        writer.UInt64("Weight"u8, vote.Weight);
        writer.EndObject();
    }

    /// <summary>The bare vote as bytes.</summary>
    public static byte[] ToBytes(Vote vote) => RecordJson.ToBytes(vote, Write);

    /// <summary>The gossip message <c>{"vote":{…}}</c> as bytes.</summary>
    public static byte[] ToMessage(Vote vote) => RecordJson.ToBytes(vote, (ref GoJsonWriter writer, Vote value) =>
    {
        writer.BeginObject();
        writer.Name("vote"u8);
        Write(ref writer, value);
        writer.EndObject();
    });

    private static bool Finish(
        string? readError, bool found, Members members, [NotNullWhen(true)] out Vote? vote, [NotNullWhen(false)] out Rejection? error)
    {
        vote = null;
        if (readError is not null)
            error = RecordJson.Undecodable("vote", readError);
        else if (!found)
            error = new Rejection("vote_missing", "missing vote");
        else
            error = members.ToVote(out vote);
        return error is null;
    }

    private struct Members
    {
        private string _representative = "", _blockHash = "", _account = "", _previous = "", _signature = "";
        private long _timestamp;
        private bool _final;
        private ulong _weight;

        public Members() { }

        public bool Read(ref GoJsonReader reader)
        {
            if (!reader.BeginObject())
                return false;
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("reppubkey"u8))
                    reader.ReadString(ref _representative);
                else if (name.SequenceEqual("blockhash"u8))
                    reader.ReadString(ref _blockHash);
                else if (name.SequenceEqual("conflictaccount"u8))
                    reader.ReadString(ref _account);
                else if (name.SequenceEqual("conflictprev"u8))
                    reader.ReadString(ref _previous);
                else if (name.SequenceEqual("timestamp"u8))
                    reader.ReadInt64(ref _timestamp);
                else if (name.SequenceEqual("final"u8))
                    reader.ReadBoolean(ref _final);
                else if (name.SequenceEqual("signature"u8))
                    reader.ReadString(ref _signature);
                else if (name.SequenceEqual("weight"u8))
                    reader.ReadUInt64(ref _weight);
                else
                    reader.SkipUnknown();
            }
            return true;
        }

        public readonly Rejection? ToVote(out Vote? vote)
        {
            vote = null;
            Span<byte> bytes = stackalloc byte[Bytes32.Size];
            if (HexText.Decode(_representative, bytes, "public key") is { } keyFault)
                return Malformed(keyFault);
            PublicKey key = new(bytes);
            if (HexText.Decode(_blockHash, bytes, "block hash") is { } hashFault)
                return Malformed(hashFault);
            Hash256 blockHash = new(bytes);
            if (HexText.Decode(_account, bytes, "conflict account") is { } accountFault)
                return Malformed(accountFault);
            Address account = new(bytes);
            if (_previous == "0")
                bytes.Clear();
            else if (HexText.Decode(_previous, bytes, "conflict prev") is { } previousFault)
                return Malformed(previousFault);
            if (DecodeBase64(_signature) is not { } signature)
                return RecordJson.Undecodable("vote", "illegal base64 data");
            vote = new Vote
            {
                RepKey = key,
                BlockHash = blockHash,
                Position = new Position(account, new Hash256(bytes)),
                Timestamp = _timestamp,
                IsFinal = _final,
                Signature = signature,
                Weight = _weight,
            };
            return null;
        }

        private static Rejection Malformed(string fault) => new("vote_malformed", "ValidateVote: " + fault);

        // The reference's decoder passes over line ends only; .NET's over all white space.
        private static byte[]? DecodeBase64(string text)
        {
            if (text.AsSpan().ContainsAny(' ', '\t'))
                return null;
            byte[] bytes = new byte[text.Length / 4 * 3 + 3];
            return Convert.TryFromBase64String(text, bytes, out int written) ? bytes[..written] : null;
        }
    }
}
