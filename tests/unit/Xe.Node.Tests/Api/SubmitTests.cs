using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

/// <summary>Block submission: spec 08 §2.4, §8.3, §8.4.</summary>
public sealed class SubmitTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private TestNode Node => shared.Node;

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"send\"")]
    [InlineData("""{"type":"send","balance":"1"}""")]
    [InlineData("""{"type":"send","balance":1.0}""")]
    [InlineData("""{"type":"send","balance":1e6}""")]
    [InlineData("""{"type":"send","balance":-1}""")]
    [InlineData("""{"type":"send","balance":18446744073709551616}""")]
    [InlineData("""{"type":"send","timestamp":9223372036854775808}""")]
    [InlineData("""{"type":"send","account":5}""")]
    [InlineData("""{"type":"send","keyset":[1]}""")]
    [InlineData("""{"type":"send","signatures":{}}""")]
    [InlineData("""{"type":"send","keyset":{"keys":[1],"threshold":1}}""")]
    public async Task Bodies_that_do_not_decode_are_refused(string body)
    {
        Answer answer = await Node.PostAsync("/blocks/send", body);
        Assert.Equal((HttpStatusCode.BadRequest, """{"error":"invalid request body"}""" + "\n"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task A_body_nested_too_deeply_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 20_000)) + string.Concat(Enumerable.Repeat("]", 20_000));
        Answer answer = await Node.PostAsync("/blocks/send", $$"""{"type":"send","unknown":{{deep}}}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"receive"}""")]
    [InlineData("""{"type":"SEND"}""")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":"send","type":"burn"}""")]
    public async Task Another_type_than_the_paths_is_refused(string body)
    {
        Answer answer = await Node.PostAsync("/blocks/send", body);
        Assert.Equal((HttpStatusCode.BadRequest, """{"error":"block type mismatch"}""" + "\n"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Decoding_is_tolerant_where_the_spec_says_so()
    {
        Wallet carol = Wallet.New();
        WireBlock claim = carol.Claim(ChainTip.Unopened(carol.Address));
        string json = BlockJson.ToText(claim);
        string tolerant = json.Replace("\"type\"", "\"TYPE\"", StringComparison.Ordinal)
            .Replace("\"asset\"", "\"unknown\":{\"deep\":[1,2]},\"asset\":\"nonsense\",\"Asset\"", StringComparison.Ordinal)
            .Replace(claim.Hash, claim.Hash.ToUpperInvariant(), StringComparison.Ordinal) + " trailing";
        Answer answer = await Node.PostAsync("/blocks/claim", tolerant);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        // The answer is the request's block as it was read.
        Assert.Equal(claim.Hash.ToUpperInvariant(), answer.Json.GetProperty("hash").GetString());
        Assert.Equal(claim.Hash, (await Node.GetAsync("/blocks/" + claim.Hash, ViewsJson.Default.BlockView)).Block.Hash);
    }

    [Fact]
    public async Task A_body_of_a_mebibyte_passes_the_cap_and_one_byte_more_does_not()
    {
        string padding = new(' ', 1_048_576 - 2);
        Answer within = await Node.PostAsync("/blocks/send", padding + "{}");
        Assert.Equal("block type mismatch", within.Error);
        Answer beyond = await Node.PostAsync("/blocks/send", padding + " {}");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid request body"), (beyond.Status, beyond.Error));
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_cut_at_the_cap()
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Node.Node.ApiUrl!.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /blocks/send HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {Node.Node.ApiToken}\r\nTransfer-Encoding: chunked\r\n\r\n"));
        byte[] chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 0x10000) + "\r\n");
        try
        {
            for (int i = 0; i < 64; i++)
                await stream.WriteAsync(chunk);
        }
        catch (IOException)
        {
            // The server had enough.
        }
        byte[] buffer = new byte[4096];
        int read = await stream.ReadAsync(buffer);
        string response = Encoding.ASCII.GetString(buffer, 0, read);
        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        Assert.Contains("Connection: close", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_block_twice_is_a_success_twice()
    {
        Answer again = await Node.PostAsync(shared.Sent);
        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(BlockJson.ToText(shared.Sent) + "\n", again.Text);
    }

    public static TheoryData<string, string, bool> Rejections => new()
    {
        { "hash", "block rejected: verify: hash mismatch: got ", false },
        { "work", "block rejected: invalid proof of work", false },
        { "late", "block rejected: block timestamp out of range: delta=", false },
        { "signature", "block rejected: signature: signature verification failed", false },
        { "unopened", "block rejected: signature: unopened account ", true },
        { "frontier", "block rejected: previous mismatch: got ", true },
        { "final", "block rejected: block conflicts with finalized block ", false },
        { "pending", "block rejected: source send not pending: ", true },
        { "self", "block rejected: cannot send to self", false },
        { "balance", "block rejected: ", false },
        { "asset", "block rejected: unsupported asset: ", false },
        { "minter", "block rejected: ", false },
    };

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task Rejections_tell_status_text_and_whether_to_retry(string fault, string text, bool retryable)
    {
        WireBlock block = Faulty(fault);
        Answer answer = await Node.PostAsync(block);
        Assert.StartsWith(text, answer.Error, StringComparison.Ordinal);
        Assert.Equal(retryable, answer.Json.GetProperty("retryable").GetBoolean());
        Assert.Equal(retryable ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.BadRequest, answer.Status);
        Shape.Check(answer.Json, "error:s retryable:b");
    }

    [Fact]
    public async Task A_reserved_type_is_unknown_and_may_be_tried_again()
    {
        Answer answer = await Node.PostAsync("/blocks/lease_renew", """{"type":"lease_renew"}""");
        Assert.NotEqual(HttpStatusCode.NotFound, answer.Status);
        Assert.NotEqual(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task Many_clients_at_once_lose_nothing()
    {
        Wallet[] wallets = [.. Enumerable.Range(0, 40).Select(_ => Wallet.New())];
        WireBlock[] claims = [.. wallets.Select(w => w.Claim(ChainTip.Unopened(w.Address)))];
        Answer[] answers = await Task.WhenAll(claims.Select(Node.PostAsync));
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.Created, a.Text));
        foreach (WireBlock claim in claims)
            Assert.Equal(claim.Account, (await Node.GetAsync("/blocks/" + claim.Hash, ViewsJson.Default.BlockView)).Block.Account);
    }

    private WireBlock Faulty(string fault)
    {
        Wallet bob = shared.Bob, alice = shared.Alice, stranger = Wallet.New();
        ChainTip tip = Node.Tip(bob.Address);
        switch (fault)
        {
            case "hash":
                WireBlock hash = bob.Send(tip, Asset.Xusd, alice.Address, 1);
                hash.Balance++;
                return hash;
            case "work":
                WireBlock work = bob.Send(tip, Asset.Xusd, alice.Address, 2);
                BlockDecoder decoder = Node.Node.Core.Decoder;
                Assert.True(decoder.TryDecode(work, out Block? block, out _));
                while (StatelessCheck.CheckWork(block! with { PowNonce = work.PowNonce }, decoder.Rules.WorkDifficulty) is null)
                    work.PowNonce++;
                return work;
            case "late":
                WireBlock late = bob.Builder.Send(tip, Asset.Xusd, alice.Address, 3);
                late.Timestamp += 7_200_000_000_000;
                return bob.Complete(late);
            case "signature":
                WireBlock forged = bob.Send(tip, Asset.Xusd, alice.Address, 4);
                forged.Signature = new string('0', 128);
                return forged;
            case "unopened":
                return stranger.Send(new ChainTip(stranger.Address, Hash256.Parse(shared.Sent.Hash), 5, 5, 0), Asset.Xe, alice.Address, 1);
            case "frontier":
                return bob.Send(tip with { Frontier = Hash256.Parse(new string('7', 64)) }, Asset.Xusd, alice.Address, 5);
            case "final":
                return alice.Claim(ChainTip.Unopened(alice.Address));
            case "pending":
                return bob.Receive(tip, Asset.Xusd, Hash256.Parse(new string('8', 64)), 5);
            case "self":
                return bob.Send(tip, Asset.Xusd, bob.Address, 6);
            case "balance":
                WireBlock rich = bob.Builder.Send(tip, Asset.Xusd, alice.Address, 7);
                rich.Balance += 1;
                return bob.Complete(rich);
            case "asset":
                WireBlock coin = bob.Builder.Send(tip, Asset.Xusd, alice.Address, 8);
                coin.Asset = "DOGE";
                return bob.Complete(coin);
            default:
                return bob.Complete(bob.Builder.Mint(tip, 9));
        }
    }
}
