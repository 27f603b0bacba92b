using System.Globalization;
using System.Text;
using System.Text.Json;
using Xe.Core.AccountDirectory;
using Xe.Core.Chat;
using Xe.Core.Leases;
using Xe.Core.Leases.Market;
using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Core.Work;

namespace Xe.Core.Tests.Vectors;

public sealed class RecordVectorTests
{
    [Fact]
    public void Certificates_have_their_bytes_hashes_and_verdicts() => Assert.All(XeVectors.Cases("certificates"), vector =>
    {
        string network = vector.Text("network_id");
        Assert.True(CertificateJson.TryRead(Raw(vector, "certificate"), JsonStrictness.Exact, out PerformanceCertificate? certificate, out Rejection? unread), unread?.Text);
        Assert.Equal(vector.Text("preimage_hex"), Convert.ToHexStringLower(CertificateSigning.Preimage(certificate, network).Span));
        Assert.Equal(vector.Text("score_bits"), BitConverter.DoubleToUInt64Bits(certificate.Score).ToString("x16", CultureInfo.InvariantCulture));
        ConsensusVectorTests.AssertVerdict(vector, CertificateSigning.Verify(certificate, network));
        Assert.Equal(certificate, Reread(certificate));
        if (!vector.Valid())
            return;
        Assert.Equal(vector.Text("hash"), CertificateSigning.ComputeHash(certificate, network).ToString());
        PerformanceCertificate signed = CertificateSigning.Sign(certificate with { Hash = "", Signature = "" }, network, vector.Bytes("seed_hex"));
        Assert.Equal((vector.Text("hash"), vector.Text("signature")), (signed.Hash, signed.Signature));
    });

    [Fact]
    public void Benchmarks_give_their_proofs() => Assert.All(XeVectors.Cases("benchmarks"), vector =>
    {
        BenchmarkResult result = Benchmark.Run(Hash256.Parse(vector.Text("seed")),
            new BenchmarkParameters(vector.Number("iterations"), vector.GetProperty("entries").GetInt32(), vector.GetProperty("reads").GetInt32()));
        Assert.Equal((vector.Text("cpu_hash"), vector.Text("memory_proof"), vector.Text("work_proof")),
            (result.CpuHash.ToString(), result.MemoryProof.ToString(), result.WorkProof.ToString()));
    });

    [Fact]
    public void Registrations_have_their_bytes_and_verdicts() => Assert.All(XeVectors.Cases("directory"), vector =>
    {
        string network = vector.Text("network_id");
        Assert.True(RegistrationJson.TryRead(Raw(vector, "record"), JsonStrictness.Exact, out DirectoryRegistration? record, out Rejection? unread), unread?.Text);
        ConsensusVectorTests.AssertVerdict(vector, RegistrationSigning.Verify(record, network));
        if (vector.TryGetProperty("preimage_hex", out _))
            Assert.Equal(vector.Text("preimage_hex"), Convert.ToHexStringLower(RegistrationSigning.Preimage(record, network).Span));
        if (!vector.Valid())
            return;
        Assert.Equal(vector.Text("digest_hex"), RegistrationSigning.Preimage(record, network).Digest().ToString());
        Assert.Equal(vector.Text("signature"), RegistrationSigning.Sign(record with { Signature = "" }, network, vector.Bytes("seed_hex")).Signature);
    });

    [Fact]
    public void Chat_envelopes_have_their_ids_work_and_verdicts() => Assert.All(XeVectors.Cases("chat"), vector =>
    {
        Assert.True(ChatJson.TryRead(Raw(vector, "envelope"), JsonStrictness.Exact, out ChatEnvelope? envelope, out Rejection? unread), unread?.Text);
        ulong difficulty = ulong.Parse(vector.Text("difficulty"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        ConsensusVectorTests.AssertVerdict(vector, ChatSigning.Verify(envelope, vector.GetProperty("now").GetInt64(), difficulty));
        if (vector.TryGetProperty("preimage_hex", out _))
            Assert.Equal(vector.Text("preimage_hex"), Convert.ToHexStringLower(ChatSigning.Preimage(envelope).Span));
        if (vector.TryGetProperty("id", out _))
            Assert.Equal(vector.Text("id"), ChatSigning.ComputeId(envelope).ToString());
        if (vector.TryGetProperty("work_value", out _))
            Assert.Equal(vector.Text("work_value"), WorkValidator.Value(envelope.PowNonce, ChatSigning.ComputeId(envelope).Value.Span).ToString("x16", CultureInfo.InvariantCulture));
        if (vector.Valid())
            Assert.Equal(vector.Text("signature"), ChatSigning.Sign(envelope with { Signature = "" }, vector.Bytes("seed_hex")).Signature);
    });

    [Fact]
    public void Chat_read_proofs_have_their_tokens_and_answers() => Assert.All(XeVectors.Cases("chat_read_proofs"), vector =>
    {
        byte[] key = vector.Bytes("process_key_hex");
        byte[] token = ChatChallenge.CreateToken(vector.GetProperty("expires_at").GetInt64(), vector.Bytes("nonce_hex"), key);
        Assert.Equal(vector.Text("token_hex"), Convert.ToHexStringLower(token));
        Assert.Equal(vector.Text("digest_hex"), ChatChallenge.DigestOf(token).ToString());
        Assert.True(ChatChallenge.HasValidMac(token, key));
        Assert.Equal(vector.GetProperty("expires_at").GetInt64(), ChatChallenge.ExpiryOf(token));
        token[^1] ^= 1;
        Assert.False(ChatChallenge.HasValidMac(token, key));
        ChatReadProof proof = ChatChallenge.Answer(vector.Bytes("seed_hex"), vector.Text("token_hex"));
        Assert.Equal((vector.Text("account"), vector.Text("pub_key"), vector.Text("signature")), (proof.Account, proof.PublicKey, proof.Signature));
    });

    [Fact]
    public void Marketplace_messages_have_their_bytes_and_verdicts() => Assert.All(XeVectors.Cases("marketplace"), vector =>
    {
        string network = vector.Text("network_id");
        Assert.True(MarketplaceJson.TryRead(Raw(vector, "message"), JsonStrictness.Exact, out MarketplaceMessage? message, out Rejection? unread), unread?.Text);
        ConsensusVectorTests.AssertVerdict(vector, MarketplaceSigning.Verify(message, network));
        SignedBytes preimage = message switch
        {
            { Advertisement: { } ad } => MarketplaceSigning.Preimage(ad, network),
            { Request: { } request } => MarketplaceSigning.Preimage(request, network),
            { Offer: { } offer } => MarketplaceSigning.Preimage(offer, network),
            _ => throw new InvalidOperationException("empty message"),
        };
        if (vector.TryGetProperty("preimage_hex", out _))
            Assert.Equal(vector.Text("preimage_hex"), Convert.ToHexStringLower(preimage.Span));
        if (!vector.Valid())
            return;
        Assert.Equal(vector.Text("digest_hex"), preimage.Digest().ToString());
        byte[] seed = vector.Bytes("seed_hex");
        string? signature = message switch
        {
            { Advertisement: { } ad } => MarketplaceSigning.Sign(ad, network, seed).Signature,
            { Request: { } request } => MarketplaceSigning.Sign(request, network, seed).Signature,
            _ => MarketplaceSigning.Sign(message.Offer!, network, seed).Signature,
        };
        Assert.Equal(vector.Text("signature"), signature);
    });

    private static byte[] Raw(JsonElement vector, string member) => Encoding.UTF8.GetBytes(vector.GetProperty(member).GetRawText());

    private static PerformanceCertificate? Reread(PerformanceCertificate certificate) =>
        CertificateJson.TryRead(CertificateJson.ToBytes(certificate), JsonStrictness.Exact, out PerformanceCertificate? again, out _) ? again : null;
}
