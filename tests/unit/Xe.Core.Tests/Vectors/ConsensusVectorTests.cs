using System.Text;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.Tests.Vectors;

public sealed class ConsensusVectorTests
{
    [Fact]
    public void Votes_have_their_bytes_and_verdicts()
    {
        Assert.All(XeVectors.Cases("votes"), vector =>
        {
            byte[] json = Encoding.UTF8.GetBytes(vector.GetProperty("vote").GetRawText());
            Rejection? refused = null;
            if (VoteJson.TryRead(json, JsonStrictness.Exact, out Vote? vote, out Rejection? unread))
            {
                byte[] signed = new byte[VoteEncoding.SignedSize];
                VoteEncoding.WriteSigned(vote, signed);
                Assert.Equal(vector.Text("preimage_hex"), Convert.ToHexStringLower(signed));
                Assert.Equal(vector.Text("binary_hex"), Convert.ToHexStringLower(VoteEncoding.Encode(vote)));
                Assert.Equal(vector.Text("signature"), Convert.ToHexStringLower(vote.Signature.Span));
                refused = VoteCheck.Signature(vote)
                    ?? (vote.Timestamp < 0 ? VoteCheck.WeightAndTime(vote, 1, TimeProvider.System) : null);
                if (vector.Valid())
                {
                    Assert.Equal(vector.Text("address"), Address.FromPublicKey(vote.RepKey).ToString());
                    Assert.Equal(vote.Signature.ToArray(), VoteEncoding.Create(vector.Bytes("seed_hex"), vote.Position, vote.BlockHash, vote.Timestamp, vote.IsFinal).Signature.ToArray());
                }
            }
            AssertVerdict(vector, unread ?? refused);
        });
    }

    [Fact]
    public void Binary_votes_decode_or_are_refused_with_their_text() => Assert.All(XeVectors.Cases("vote_decoding"), vector =>
    {
        bool decoded = VoteEncoding.TryDecode(vector.Bytes("binary_hex"), out Vote? vote, out Rejection? error);
        AssertVerdict(vector, error);
        if (!decoded)
            return;
        Assert.True(VoteJson.TryRead(Encoding.UTF8.GetBytes(vector.GetProperty("vote").GetRawText()), JsonStrictness.Exact, out Vote? expected, out _));
        Assert.Equal(VoteJson.ToBytes(expected with { Weight = 0 }), VoteJson.ToBytes(vote!));
    });

    [Fact]
    public void Attestations_have_their_bytes_and_signatures() => Assert.All(XeVectors.Cases("attestations"), vector =>
    {
        var identifier = new Bytes32(vector.Bytes("identifier"));
        long time = vector.GetProperty("timestamp").GetInt64();
        Assert.Equal(vector.Text("payload_hex"), AttestationPayload.Compute(identifier, time).ToString());
        Assert.Equal(vector.Text("payload_hex"), BlockEncoding.Sha256(vector.Bytes("preimage_hex")).ToString());
        TimekeeperAttestation made = AttestationList.Sign(vector.Bytes("seed_hex"), identifier, time);
        Assert.Equal((vector.Text("public_key"), vector.Text("signature")), (made.PublicKey, made.Signature));
        Assert.True(AttestationList.IsSigned(made, identifier));
    });

    [Fact]
    public void Attestation_lists_give_their_time_or_their_refusal() => Assert.All(XeVectors.Cases("attestation_lists"), vector =>
    {
        JsonElement config = vector.GetProperty("config");
        TimekeeperSet? timekeepers = config.ValueKind == JsonValueKind.Null ? null
            : new TimekeeperSet([.. config.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!)], config.GetProperty("threshold").GetInt64());
        AttestationClock? clock = vector.TryGetProperty("now", out JsonElement now)
            ? new AttestationClock(now.GetInt64(), vector.GetProperty("max_skew_ns").GetInt64()) : null;
        Rejection? refused = AttestationList.Validate(Attestations(vector), new Bytes32(vector.Bytes("identifier")), timekeepers, clock, out long time);
        AssertVerdict(vector, refused);
        if (refused is null)
            Assert.Equal(vector.GetProperty("attested_time").GetInt64(), time);
    });

    [Fact]
    public void Attestation_roots_have_their_leaves() => Assert.All(XeVectors.Cases("attestation_roots"), vector =>
    {
        Assert.Equal(vector.GetProperty("leaves").EnumerateArray().Select(l => l.GetString()), AttestationRoot.Leaves(Attestations(vector)).Select(l => l.ToString()));
        Assert.Equal(vector.Text("root"), AttestationRoot.Compute(Attestations(vector)).ToString());
    });

    internal static void AssertVerdict(JsonElement vector, Rejection? refused)
    {
        Assert.Equal(vector.Valid(), refused is null);
        if (refused is not null)
            XeVectors.AssertMatches(vector.Text("error"), refused.Text);
    }

    internal static IReadOnlyList<TimekeeperAttestation> Attestations(JsonElement vector) =>
        [.. vector.GetProperty("attestations").EnumerateArray().Select(a => new TimekeeperAttestation(a.Text("public_key"), a.GetProperty("timestamp").GetInt64(), a.Text("signature")))];
}
