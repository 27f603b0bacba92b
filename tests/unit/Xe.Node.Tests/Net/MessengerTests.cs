using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core.AccountDirectory;
using Xe.Core.Blocks;
using Xe.Core.Chat;
using Xe.Core.Consensus;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Libp2p.Host;
using Xe.Node.AccountDirectory;
using Xe.Node.Chat;
using Xe.Node.Net;
using Xe.Node.Net.Attestation;
using Xe.Node.Net.Messaging;
using Xe.Node.Net.Pulls;
using Xe.Node.Net.Sync;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class MessengerTests : IDisposable
{
    private const string Account = "338c76e03f0a8dd21192808ba1a11879b2202591bf53f4338070119f4f54a0e1";

    private readonly FakeSwitch _medium = new();
    private readonly TestLedger _ledger = new();
    private readonly FakePeerNetwork _server, _client;
    private readonly Messenger _serving, _asking;
    private readonly DirectoryTable _directory = new(TestLedger.Pair.NetworkId, TimeProvider.System);
    private readonly ChatStore _chat = new(TimeProvider.System);
    private readonly CertificateSet _certificates = new();

    public MessengerTests()
    {
        (_server, _client) = (_medium.Add(), _medium.Add());
        _serving = new Messenger(_server, null, NullLogger.Instance);
        _asking = new Messenger(_client, null, NullLogger.Instance);
        _serving.Register();
        Elections elections = new(_ledger.Ledger, null, new NoElectionNetwork(), TimeProvider.System, new ConsensusParameters());
        BlockIngest ingest = new(_ledger.Ledger, _ledger.Decoder, TimeProvider.System);
        new BlockPull(_server, _serving, _ledger.Ledger, ingest, new SyncTracker(TimeProvider.System), NullLogger.Instance).Register();
        new VotePull(_server, _serving, elections, NullLogger.Instance).Register();
        new CertificatePull(_server, _serving, _certificates, new CertificateIngest(_certificates, _ledger.Store, TestLedger.Pair.NetworkId),
            default, NullLogger.Instance).Register();
        AttestationService attestation = new(_ledger.Ledger, _directory, TimeProvider.System,
            (id, time) => AttestationList.Sign(new byte[32], id, time));
        _serving.Handle(MessageTypes.AttestTimestamp, (peer, payload, _) => ValueTask.FromResult(attestation.Answer(peer, payload)));
        new VmMessages(_serving, _ledger.Ledger, _directory).Register();
        new ChatMessages(_serving, _directory, _chat, _server.LocalPeer, TimeProvider.System, difficulty: 0).Register();
        FakeSwitch.Connect(_client, _server);
    }

    [Theory]
    [InlineData("{\"type\":\"vote_request\",\"payload\":{\"account\":\"" + Account + "\",\"previous\":\"0\"}}\n", "{\"type\":\"vote_request\",\"payload\":{\"votes\":null}}\n")]
    [InlineData("{\"type\":\"cert_request\",\"payload\":null}\n", "{\"type\":\"cert_request\",\"payload\":null}\n")]
    [InlineData("{\"type\":\"nope\",\"payload\":null}\n", "{\"type\":\"nope\",\"error\":\"unknown message type: nope\",\"payload\":null}\n")]
    [InlineData("{\"type\":\"block_request\",\"payload\":{\"hashes\":[\"" + Account + "\"]}}\n", "{\"type\":\"block_request\",\"payload\":{\"blocks\":null}}\n")]
    [InlineData("{\"type\":\"attest_timestamp\",\"payload\":{}}\n", "{\"type\":\"attest_timestamp\",\"error\":\"lease_hash required\",\"payload\":null}\n")]
    [InlineData("{\"type\":\"attest_timestamp\",\"payload\":{\"lease_hash\":\"abc\"}}\n", "{\"type\":\"attest_timestamp\",\"error\":\"invalid identifier length: 3\",\"payload\":null}\n")]
    [InlineData("{\"type\":\"attest_timestamp\",\"payload\":{\"lease_hash\":\"" + Account + "\"}}\n", "{\"type\":\"attest_timestamp\",\"error\":\"unknown attestation identifier 338c76e03f0a...: not a live lease or a registered provider\",\"payload\":null}\n")]
    [InlineData("{\"type\":\"vm_status\",\"payload\":{\"lease_hash\":\"" + Account + "\"}}\n", "{\"type\":\"vm_status\",\"error\":\"not a provider\",\"payload\":null}\n")]
    [InlineData("{\"type\":\"vm_credentials\",\"payload\":{\"lease_hash\":\"" + Account + "\"}}\n", "{\"type\":\"vm_credentials\",\"error\":\"lease not found: 338c76e03f0a...\",\"payload\":null}\n")]
    [InlineData("{\"type\":\"account_chat\",\"payload\":{}}\n", "{\"type\":\"account_chat\",\"error\":\"envelope verification failed: missing required fields\",\"payload\":null}\n")]
    public async Task Answers_have_their_published_bytes(string request, string answer) => Assert.Equal(answer, await ExchangeAsync(request));

    [Fact]
    public void A_request_has_the_length_of_the_worked_example()
    {
        ReadOnlyMemory<byte> payload = PullJson.VoteRequest(new Position(Address.Parse(Account), default));
        Assert.Equal(128, MessageJson.ToRequestLine("vote_request", payload).Length);
        Assert.Equal(39, MessageJson.ToRequestLine("cert_request", MessageJson.Null).Length);
    }

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("{\"type\":7}\n")]
    public async Task What_cannot_be_decoded_is_closed_without_an_answer(string request) => Assert.Equal("", await ExchangeAsync(request));

    [Fact]
    public async Task A_request_beyond_the_limit_is_closed_without_an_answer() =>
        Assert.Equal("", await ExchangeAsync("{\"type\":\"" + new string('x', 70_000) + "\"}\n"));

    [Fact]
    public async Task An_error_surfaces_with_the_type()
    {
        MessageException failure = await Assert.ThrowsAsync<MessageException>(
            () => _asking.RequestAsync(_server.LocalPeer, "vm_status", "{}"u8.ToArray()));
        Assert.Equal("msg vm_status: not a provider", failure.Message);
        Assert.Equal("not a provider", failure.RemoteError);
    }

    [Fact]
    public async Task A_flood_is_reset_unread()
    {
        int answered = 0, reset = 0;
        for (int i = 0; i < 230; i++)
        {
            try
            {
                answered += await ExchangeAsync("{\"type\":\"nope\",\"payload\":null}\n") != "" ? 1 : 0;
            }
            catch (StreamResetException)
            {
                reset++;
            }
        }
        Assert.True(reset > 0);
        Assert.InRange(answered, 200, 229);
    }

    [Fact]
    public async Task Bodies_are_pulled_by_hash_and_only_those_asked_for()
    {
        Block block = _ledger.Send(TestLedger.Treasury, AccountKey.Generate().Address, 5);
        using TestLedger other = new();
        BlockPull pull = new(_client, _asking, other.Ledger, new BlockIngest(other.Ledger, other.Decoder, TimeProvider.System),
            new SyncTracker(TimeProvider.System), NullLogger.Instance);
        Assert.Equal(1, await pull.PullAsync([block.Hash, Hash256.Parse(Account)], CancellationToken.None));
        Assert.Equal(block, other.Ledger.GetBody(block.Hash));

        _serving.Handle(MessageTypes.BlockRequest, (_, _, _) => ValueTask.FromResult(MessageReply.Of(PullJson.Blocks([_ledger.MakeSend(TestLedger.Treasury, AccountKey.Generate().Address, 7)]))));
        Assert.Equal(0, await pull.PullAsync([Hash256.Parse(Account)], CancellationToken.None));
    }

    [Fact]
    public async Task A_block_response_never_exceeds_what_peers_read()
    {
        List<Hash256> hashes = [];
        for (int i = 0; i < 200; i++)
            hashes.Add(_ledger.Send(TestLedger.Treasury, AccountKey.Generate().Address, 5).Hash);
        string answer = await ExchangeAsync("{\"type\":\"block_request\",\"payload\":{\"hashes\":[" + string.Join(',', hashes.Select(h => $"\"{h}\"")) + "]}}\n");
        Assert.InRange(answer.Length, 20_000, MessageJson.MaxBytes);
        Assert.Equal(PullJson.MaxHashes, answer.Split("\"hash\":").Length - 1);
    }

    [Fact]
    public async Task Votes_are_pulled_and_counted()
    {
        AccountKey representative = AccountKey.FromSeed(Xe.Core.Genesis.DevNetwork.Generated.Secret("node-0").Seed);
        Block block = _ledger.Send(TestLedger.Treasury, AccountKey.Generate().Address, 5);
        byte[] seed = new byte[32];
        representative.CopySeed(seed);
        Vote vote = VoteEncoding.Create(seed, block.Position, block.Hash, TimeProvider.System.UnixNow(), isFinal: true);
        _serving.Handle(MessageTypes.VoteRequest, (_, _, _) => ValueTask.FromResult(MessageReply.Of(PullJson.Votes([vote]))));
        using TestLedger other = new();
        other.Add(block);
        Elections elections = new(other.Ledger, null, new NoElectionNetwork(), TimeProvider.System, new ConsensusParameters());
        VotePull pull = new(_client, _asking, elections, NullLogger.Instance);
        Assert.True(await pull.PullAsync(block.Position, () => other.Ledger.IsResolved(block.Position), CancellationToken.None));
        Assert.True(other.Ledger.IsFinal(block.Hash));
    }

    [Fact]
    public async Task A_registered_account_is_attested_once_in_thirty_seconds()
    {
        AccountKey provider = AccountKey.Generate();
        byte[] seed = new byte[32];
        provider.CopySeed(seed);
        Assert.Null(_directory.Register(RegistrationSigning.Create(seed, "x", TimeProvider.System.UnixNow(), TestLedger.Pair.NetworkId)));
        string request = $"{{\"type\":\"attest_timestamp\",\"payload\":{{\"lease_hash\":\"{provider.Address}\"}}}}\n";
        Assert.Contains("\"attestation\":{\"public_key\":", await ExchangeAsync(request), StringComparison.Ordinal);
        Assert.Contains("rate limited: retry after 2", await ExchangeAsync(request), StringComparison.Ordinal);
        string text = provider.Address.ToString();
        string marker = text[..32] + new string('0', 16) + text[48..];
        Assert.Contains("\"attestation\"", await ExchangeAsync(request.Replace(text, marker, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_message_is_delivered_once()
    {
        byte[] seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        AccountKey recipient = AccountKey.Generate();
        byte[] recipientSeed = new byte[32];
        recipient.CopySeed(recipientSeed);
        DirectoryTable directory = new(TestLedger.Pair.NetworkId, TimeProvider.System);
        directory.Register(RegistrationSigning.Create(recipientSeed, _server.LocalPeer.ToString(), TimeProvider.System.UnixNow(), TestLedger.Pair.NetworkId));
        ChatStore own = new(TimeProvider.System);
        ChatMessages sending = new(_asking, directory, own, _client.LocalPeer, TimeProvider.System, difficulty: 0);
        ChatEnvelope envelope = ChatSigning.Create(seed, recipient.Address.ToString(), "hello", TimeProvider.System.UnixNow());
        Assert.Null(await sending.SendAsync(envelope, CancellationToken.None));
        Assert.Equal("hello", Assert.Single(_chat.Messages(recipient.Address.ToString())).Message);
        Assert.Single(own.Messages(Account));
        Assert.Equal("duplicate envelope", (await sending.SendAsync(envelope, CancellationToken.None))?.Text);
        ChatEnvelope stranger = ChatSigning.Create(seed, new string('f', 64), "hello", TimeProvider.System.UnixNow());
        Assert.Equal("recipient not found in directory", (await sending.SendAsync(stranger, CancellationToken.None))?.Text);
    }

    public void Dispose() => _ledger.Dispose();

    private async Task<string> ExchangeAsync(string request)
    {
        IPeerStream stream = await _client.OpenStreamAsync(_server.LocalPeer, ["/xe/msg/1.0.0"]);
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
            await stream.CloseWriteAsync();
        }
        catch (StreamResetException) when (request.Length > MessageJson.MaxBytes)
        {
            return "";
        }
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return text.ToString();
    }
}
