using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Xe.Core.AccountDirectory;
using Xe.Core.Chat;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Core.Work;
using Xe.Node.Hosting;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Api;

/// <summary>Attestation, directory and chat on a node without a network (spec 08 §4, §11, §12).</summary>
public sealed class DirectoryAndChatTests : IAsyncLifetime
{
    private const string Admin = "operator-secret";

    private readonly byte[] _alice = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _bob = RandomNumberGenerator.GetBytes(32);
    private TestNode _node = null!;

    private string AliceAddress => Registration(_alice).Account;

    private string BobAddress => Registration(_bob).Account;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync(TestNode.Options with { ApiMode = ApiMode.Public, AdminToken = Admin });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_registered_account_is_found_until_its_entry_expires()
    {
        Assert.Equal((HttpStatusCode.NotFound, "account not found in directory"), await ErrorOf(_node.GetAsync("/directory/" + AliceAddress)));
        await Register(_alice);
        Answer entry = await _node.GetAsync("/directory/" + AliceAddress);
        Shape.Check(entry.Json, "account:s pub_key:s node_peer:s timestamp:n signature:s");
        Assert.Single((await _node.GetAsync("/directory")).Json.EnumerateArray());
        Assert.Equal("[]\n", (await _node.GetAsync("/directory?offset=1")).Text);
    }

    [Theory]
    [InlineData("account", "missing account")]
    [InlineData("pub_key", "missing pub_key")]
    [InlineData("node_peer", "missing node_peer")]
    [InlineData("timestamp", "missing timestamp")]
    [InlineData("signature", "missing signature")]
    [InlineData("other-key", "registration key: ")]
    [InlineData("forged", "signature verification failed")]
    [InlineData("short", "invalid signature length: got 1, want 64")]
    [InlineData("json", "invalid request body")]
    public async Task A_registration_that_does_not_hold_is_refused_with_its_reason(string fault, string error)
    {
        DirectoryRegistration good = Registration(_alice);
        string body = fault switch
        {
            "account" => Json(good with { Account = "" }),
            "pub_key" => Json(good with { PubKey = "" }),
            "node_peer" => Json(good with { NodePeer = "" }),
            "timestamp" => Json(good with { Timestamp = 0 }),
            "signature" => Json(good with { Signature = "" }),
            "other-key" => Json(good with { PubKey = Registration(_bob).PubKey }),
            "forged" => Json(good with { Signature = new string('0', 128) }),
            "short" => Json(good with { Signature = "00" }),
            _ => "{",
        };
        (HttpStatusCode status, string? text) = await ErrorOf(_node.PostAsync("/directory/register", body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(error, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_signed_for_registered_accounts_and_live_leases_only()
    {
        Assert.Equal("lease_hash required", (await ErrorOf(Attest("{}"))).Error);
        Assert.Equal("invalid attestation identifier length: 3", (await ErrorOf(Attest("""{"lease_hash":"abc"}"""))).Error);
        Assert.Equal("invalid request body", (await ErrorOf(Attest("""{"lease_hash":1}"""))).Error);
        string body = $$"""{"lease_hash":"{{AliceAddress}}"}""";
        (HttpStatusCode status, string? unknown) = await ErrorOf(Attest(body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Matches("^unknown attestation identifier .*: not a live lease or a registered provider$", unknown);

        await Register(_alice);
        Answer answer = await Attest(body);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Shape.Check(answer.Json, "public_key:s timestamp:n signature:s");
        Assert.Equal(_node.Node.Core.Key.PublicKey.ToString(), answer.Json.GetProperty("public_key").GetString());
        string end = $"{AliceAddress[..32]}{new string('0', 16)}{AliceAddress[48..]}";
        Assert.Equal(HttpStatusCode.OK, (await Attest($$"""{"lease_hash":"{{end}}"}""")).Status);
    }

    [Fact]
    public async Task A_message_reaches_who_proves_to_be_its_recipient()
    {
        await Register(_bob);
        ChatEnvelope envelope = Message("hello");
        Answer sent = await Send(envelope);
        Assert.Equal((HttpStatusCode.OK, "{\"ok\":true}\n"), (sent.Status, sent.Text));
        Assert.Equal((HttpStatusCode.BadRequest, "duplicate envelope"), await ErrorOf(Send(envelope)));

        JsonElement messages = (await _node.GetAsync("/chat/messages?" + await Proof(_bob))).Json;
        JsonElement message = Assert.Single(messages.EnumerateArray());
        Shape.Check(message, "id:s from:s pub_key:s to:s message:s timestamp:n signature:s pow_nonce:n");
        Assert.Equal(envelope.Id, message.GetProperty("id").GetString());
        Assert.Equal("[]\n", (await _node.GetAsync($"/chat/messages?since={envelope.Timestamp}&{await Proof(_bob)}")).Text);
        Assert.Equal($"[\"{AliceAddress}\"]\n", (await _node.GetAsync("/chat/contacts?" + await Proof(_bob))).Text);
    }

    [Theory]
    [InlineData("to", HttpStatusCode.BadRequest, "missing 'to' field")]
    [InlineData("unsigned", HttpStatusCode.BadRequest, "chat send requires a signed envelope (from + pub_key + signature)")]
    [InlineData("long", HttpStatusCode.BadRequest, "message exceeds maximum length of 8192 bytes")]
    [InlineData("empty", HttpStatusCode.BadRequest, "invalid envelope: missing required fields")]
    [InlineData("old", HttpStatusCode.BadRequest, "invalid envelope: envelope timestamp outside freshness window")]
    [InlineData("id", HttpStatusCode.BadRequest, "invalid envelope: envelope ID mismatch")]
    [InlineData("work", HttpStatusCode.BadRequest, "invalid envelope: insufficient proof of work")]
    [InlineData("forged", HttpStatusCode.BadRequest, "invalid envelope: signature verification failed")]
    [InlineData("nobody", HttpStatusCode.NotFound, "recipient not found in directory")]
    [InlineData("json", HttpStatusCode.BadRequest, "invalid request body")]
    public async Task A_message_that_cannot_be_delivered_is_refused_with_its_reason(string fault, HttpStatusCode status, string error)
    {
        ChatEnvelope good = Message("hello");
        string body = fault switch
        {
            "to" => Json(good with { To = "" }),
            "unsigned" => Json(good with { Signature = "" }),
            "long" => Json(good with { Message = new string('é', 4097) }),
            "empty" => Json(good with { Message = "" }),
            "old" => Json(Work(ChatSigning.Create(_alice, BobAddress, "x", good.Timestamp - 301_000_000_000))),
            "id" => Json(good with { Message = "changed" }),
            "work" => Json(good with { PowNonce = BadNonce(good) }),
            "forged" => Json(good with { Signature = new string('0', 128) }),
            "nobody" => Json(good),
            _ => "[",
        };
        Assert.Equal((status, error), await ErrorOf(_node.PostAsync("/chat/send", body)));
    }

    [Theory]
    [InlineData("none", HttpStatusCode.BadRequest, "missing account parameter")]
    [InlineData("account", HttpStatusCode.Unauthorized, "chat read requires an ownership proof (pub_key + challenge + sig); GET /chat/auth/challenge first")]
    [InlineData("malformed", HttpStatusCode.Forbidden, "malformed challenge")]
    [InlineData("foreign", HttpStatusCode.Forbidden, "challenge not issued by this node")]
    [InlineData("other", HttpStatusCode.Forbidden, "ownership proof key: ")]
    [InlineData("forged", HttpStatusCode.Forbidden, "ownership proof failed: signature verification failed")]
    [InlineData("reused", HttpStatusCode.Forbidden, "challenge already used")]
    public async Task Messages_are_not_shown_to_who_cannot_prove_the_account(string fault, HttpStatusCode status, string error)
    {
        string challenge = await Challenge();
        ChatReadProof proof = ChatChallenge.Answer(_bob, challenge);
        string query = fault switch
        {
            "none" => "",
            "account" => "account=" + BobAddress,
            "malformed" => Query(proof with { Challenge = "ab" }),
            "foreign" => Query(ChatChallenge.Answer(_bob, proof.Challenge[..^2] + (proof.Challenge.EndsWith("00", StringComparison.Ordinal) ? "01" : "00"))),
            "other" => Query(proof with { Account = AliceAddress }),
            "forged" => Query(proof with { Signature = new string('0', 128) }),
            _ => Query(proof),
        };
        if (fault == "reused")
            Assert.Equal(HttpStatusCode.OK, (await _node.GetAsync("/chat/messages?" + query)).Status);
        foreach (string route in (string[])["/chat/messages?", "/chat/contacts?", "/chat/events?"])
        {
            // Without an account the other two are the operator's routes.
            if (fault == "none" && route != "/chat/messages?")
                continue;
            (HttpStatusCode answered, string? text) = await ErrorOf(_node.GetAsync(route + query));
            Assert.Equal(status, answered);
            Assert.StartsWith(error, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Contacts_of_all_are_the_operators()
    {
        await Register(_bob);
        await Send(Message("hello"));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid or missing admin token"), await ErrorOf(_node.GetAsync("/chat/contacts")));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid or missing admin token"), await ErrorOf(_node.GetAsync("/chat/events")));
        string[] expected = [AliceAddress, BobAddress];
        Answer all = await _node.SendAsync(HttpMethod.Get, "/chat/contacts", token: Admin);
        Assert.Equal(expected.Order(StringComparer.Ordinal), all.Json.EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(HttpStatusCode.OK, (await _node.SendAsync(HttpMethod.Get, "/chat/contacts", token: _node.Node.ApiToken)).Status);
    }

    [Fact]
    public async Task Without_an_admin_token_operator_routes_are_off()
    {
        await using TestNode node = await TestNode.StartAsync(TestNode.Options with { ApiMode = ApiMode.Public });
        Assert.Equal(
            (HttpStatusCode.Forbidden, "operator endpoint disabled: no admin token configured (set XE_API_ADMIN_TOKEN)"),
            await ErrorOf(node.SendAsync(HttpMethod.Get, "/chat/contacts", token: "anything")));
    }

    [Fact]
    public async Task Messages_are_streamed_to_their_parties()
    {
        await Register(_bob);
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/chat/events?" + await Proof(_bob), UriKind.Relative));
        using HttpResponseMessage response = await _node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        Assert.Equal(": connected", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());
        ChatEnvelope envelope = Message("live");
        await Send(envelope);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
        Assert.Equal("data: " + Json(envelope), await reader.ReadLineAsync(limit.Token));
        Assert.Equal("", await reader.ReadLineAsync(limit.Token));
    }

    private static async Task<(HttpStatusCode Status, string? Error)> ErrorOf(Task<Answer> request)
    {
        Answer answer = await request;
        return (answer.Status, answer.Error);
    }

    private static string Json(DirectoryRegistration value) => JsonSerializer.Serialize(value, ViewsJson.Default.DirectoryRegistration);

    private static string Json(ChatEnvelope value) => JsonSerializer.Serialize(value, ViewsJson.Default.ChatEnvelope);

    private static string Query(ChatReadProof proof) =>
        $"account={proof.Account}&pub_key={proof.PublicKey}&challenge={proof.Challenge}&sig={proof.Signature}";

    private DirectoryRegistration Registration(byte[] seed) => RegistrationSigning.Create(
        seed, "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN", TimeProvider.System.UnixNow(), _node.Node.Core.Genesis.NetworkId);

    private async Task Register(byte[] seed)
    {
        Answer answer = await _node.PostAsync("/directory/register", Json(Registration(seed)));
        Assert.True(answer.Text == "{\"ok\":true}\n", answer.Text);
    }

    private Task<Answer> Attest(string body) => _node.PostAsync("/attestation/request", body);

    private Task<Answer> Send(ChatEnvelope envelope) => _node.PostAsync("/chat/send", Json(envelope));

    private ChatEnvelope Message(string text) => Work(ChatSigning.Create(_alice, BobAddress, text, TimeProvider.System.UnixNow()));

    private ChatEnvelope Work(ChatEnvelope envelope) => envelope with
    {
        PowNonce = WorkSearch.Find(Hash256.Parse(envelope.Id).Value.Span, _node.Node.Core.ChatDifficulty).Nonce,
    };

    private ulong BadNonce(ChatEnvelope envelope)
    {
        ulong nonce = 0;
        while (WorkValidator.IsValid(nonce, Hash256.Parse(envelope.Id).Value.Span, _node.Node.Core.ChatDifficulty))
            nonce++;
        return nonce;
    }

    private async Task<string> Challenge()
    {
        JsonElement challenge = (await _node.GetAsync("/chat/auth/challenge")).Json;
        Shape.Check(challenge, "challenge:s expires_at:n");
        string text = challenge.GetProperty("challenge").GetString()!;
        Assert.Equal(112, text.Length);
        Assert.True(long.Parse(challenge.GetProperty("expires_at").GetRawText(), CultureInfo.InvariantCulture) > TimeProvider.System.UnixNow());
        return text;
    }

    private async Task<string> Proof(byte[] seed)
    {
        string challenge = await Challenge();
        return Query(ChatChallenge.Answer(seed, challenge));
    }
}
