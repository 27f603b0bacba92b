using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Libp2p.Host;
using Xe.Node.Net.Netcheck;
using Xe.Node.Net.Sync;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class FrontierSyncTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_empty_node_becomes_equal(bool bulk)
    {
        using Peer full = new(bulk), empty = new(bulk, full.Medium);
        full.Ledger.Populate(30, 200);
        FakeSwitch.Connect(empty.Host, full.Host);
        SyncOutcome outcome = await empty.SyncAsync(full);
        Assert.Equal(TestLedger.Fingerprint(full.Ledger.Ledger), TestLedger.Fingerprint(empty.Ledger.Ledger));
        Assert.Equal(460, outcome.Added);
        Assert.Equal(0, outcome.Left);
        Assert.Equal(0, empty.Sync.Quarantined);
    }

    [Fact]
    public async Task What_the_requester_has_is_not_sent_again()
    {
        using Peer full = new(), other = new(medium: full.Medium);
        IReadOnlyList<AccountKey> keys = full.Ledger.Populate(5, 10);
        FakeSwitch.Connect(other.Host, full.Host);
        await other.SyncAsync(full);
        full.Ledger.Send(keys[0], keys[1].Address, 5);
        SyncOutcome outcome = await other.SyncAsync(full, renew: true);
        Assert.Equal((1, 1), (outcome.Received, outcome.Added));
    }

    [Fact]
    public async Task Pages_are_full_but_the_last_and_none_is_sent_for_nothing()
    {
        using Peer full = new();
        full.Ledger.Populate(32, 0); // 64 blocks beside the genesis
        FakePeerNetwork asker = full.Medium.Add();
        FakeSwitch.Connect(asker, full.Host);
        Assert.Equal([(64, true), (1, false)], await PagesAsync(asker, full, new FrontierRequest(new Dictionary<Address, Hash256>(), 64)));

        Dictionary<Address, Hash256> all = full.Ledger.Ledger.State.Accounts.ToDictionary(a => a.Account, a => a.Frontier);
        FakePeerNetwork second = full.Medium.Add();
        FakeSwitch.Connect(second, full.Host);
        Assert.Empty(await PagesAsync(second, full, new FrontierRequest(all, 64)));

        // Exactly one full page: no terminal one follows.
        FakePeerNetwork third = full.Medium.Add();
        FakeSwitch.Connect(third, full.Host);
        Assert.Equal([(65, true)], await PagesAsync(third, full, new FrontierRequest(new Dictionary<Address, Hash256>(), 65)));
    }

    [Fact]
    public async Task A_second_request_within_the_cooldown_is_closed_without_data()
    {
        using Peer full = new();
        FakePeerNetwork asker = full.Medium.Add();
        FakeSwitch.Connect(asker, full.Host);
        FrontierRequest request = new(new Dictionary<Address, Hash256>(), 64);
        Assert.Single(await PagesAsync(asker, full, request));
        Assert.Empty(await PagesAsync(asker, full, request));
    }

    [Fact]
    public async Task An_unknown_frontier_is_rejected_not_answered_with_a_dump_and_the_responder_asks_soon()
    {
        using Peer full = new();
        full.Ledger.Populate(1, 0);
        full.Tracker.Select([full.Host.LocalPeer]);
        FakePeerNetwork asker = full.Medium.Add();
        FakeSwitch.Connect(asker, full.Host);
        Dictionary<Address, Hash256> frontiers = full.Ledger.Ledger.State.Accounts.ToDictionary(a => a.Account, a => a.Frontier);
        frontiers[TestLedger.Treasury.Address] = Hash256.Parse(new string('c', 64));
        IPeerStream stream = await asker.OpenStreamAsync(full.Host.LocalPeer, ["/xe/sync/1.0.0"]);
        FrontierPage page = Assert.Single(await ReadPagesAsync(stream, new FrontierRequest(frontiers, 64)));
        Assert.Empty(page.Blocks);
        Assert.Equal([TestLedger.Treasury.Address], page.Rejected);
        Assert.Single(full.Tracker.Select([full.Host.LocalPeer]));
    }

    [Fact]
    public void An_account_rejected_three_times_in_a_row_is_left_out()
    {
        using Peer peer = new();
        Address account = TestLedger.Treasury.Address;
        for (int i = 0; i < 2; i++)
            peer.Tracker.CountRejected(peer.Host.LocalPeer, [account]);
        peer.Tracker.CountRejected(peer.Host.LocalPeer, []);
        for (int i = 0; i < 3; i++)
        {
            Assert.Contains(account, peer.Sync.CreateRequest(peer.Host.LocalPeer, isBulk: false).Frontiers.Keys);
            peer.Tracker.CountRejected(peer.Host.LocalPeer, [account]);
        }
        Assert.DoesNotContain(account, peer.Sync.CreateRequest(peer.Host.LocalPeer, isBulk: false).Frontiers.Keys);
        peer.Tracker.Forget(peer.Host.LocalPeer);
        Assert.Contains(account, peer.Sync.CreateRequest(peer.Host.LocalPeer, isBulk: false).Frontiers.Keys);
    }

    [Fact]
    public async Task A_fork_reaches_the_other_side_after_three_rejections()
    {
        using Peer a = new(), b = new(medium: a.Medium);
        AccountKey one = AccountKey.Generate(), two = AccountKey.Generate();
        a.Ledger.Send(TestLedger.Treasury, one.Address, 5);
        b.Ledger.Send(TestLedger.Treasury, two.Address, 6);
        FakeSwitch.Connect(a.Host, b.Host);
        for (int i = 0; i < 4; i++)
            await a.SyncAsync(b, renew: true, expectsProgress: false);
        Assert.Single(a.Ledger.Ledger.State.Conflicts);
    }

    [Fact]
    public async Task A_corrupted_copy_does_not_shut_out_the_genuine_block()
    {
        using Peer full = new(), node = new(medium: full.Medium);
        Block block = full.Ledger.Send(TestLedger.Treasury, AccountKey.Generate().Address, 5);
        FakePeerNetwork liar = full.Medium.Add();
        liar.Handle("/xe/sync/1.0.0", async (stream, token) =>
        {
            await ((FakeStream)stream).DrainAsync();
            byte[] forged = new byte[64];
            Random.Shared.NextBytes(forged);
            ArrayBufferWriter<byte> output = new();
            FrontierPageJson.WriteLine(output, [block with { Signature = SignatureText.FromBytes(forged) }], hasMore: false, []);
            await stream.WriteAsync(output.WrittenMemory, token);
            await stream.CloseWriteAsync(token);
        });
        FakeSwitch.Connect(node.Host, liar);
        await node.Sync.SyncAsync(liar.LocalPeer, CancellationToken.None);
        Assert.Equal(1, node.Sync.Quarantined);
        FakeSwitch.Connect(node.Host, full.Host);
        Assert.Equal(1, (await node.SyncAsync(full)).Added);
    }

    [Fact]
    public async Task A_bad_page_discards_a_common_session()
    {
        using Peer full = new(), node = new(medium: full.Medium);
        Block block = full.Ledger.Send(TestLedger.Treasury, AccountKey.Generate().Address, 5);
        FakePeerNetwork broken = full.Medium.Add();
        broken.Handle("/xe/sync/1.0.0", async (stream, token) =>
        {
            await ((FakeStream)stream).DrainAsync();
            ArrayBufferWriter<byte> output = new();
            FrontierPageJson.WriteLine(output, [block], hasMore: true, []);
            output.Write("{\"blocks\":7}\n"u8);
            await stream.WriteAsync(output.WrittenMemory, token);
            await stream.CloseWriteAsync(token);
        });
        FakeSwitch.Connect(node.Host, broken);
        await node.Sync.SyncAsync(broken.LocalPeer, CancellationToken.None);
        Assert.Equal(0, node.Sync.Sessions);
        Assert.Equal(1, node.Ledger.Ledger.State.BlockCount);
    }

    [Fact]
    public async Task Blocks_in_the_worst_order_are_all_applied()
    {
        using Peer full = new(), node = new(medium: full.Medium);
        full.Ledger.Populate(20, 100);
        List<Block> blocks = [];
        foreach (AccountState account in full.Ledger.Ledger.State.Accounts)
            blocks.AddRange(full.Ledger.Ledger.Blocks.GetChainBlocks(account.Account, 1, 10_000));
        blocks.Reverse();
        FakePeerNetwork reversed = full.Medium.Add();
        reversed.Handle("/xe/sync/1.0.0", async (stream, token) =>
        {
            await ((FakeStream)stream).DrainAsync();
            ArrayBufferWriter<byte> output = new();
            FrontierPageJson.WriteLine(output, blocks, hasMore: false, []);
            await stream.WriteAsync(output.WrittenMemory, token);
            await stream.CloseWriteAsync(token);
        });
        FakeSwitch.Connect(node.Host, reversed);
        await node.Sync.SyncAsync(reversed.LocalPeer, CancellationToken.None);
        Assert.Equal(TestLedger.Fingerprint(full.Ledger.Ledger), TestLedger.Fingerprint(node.Ledger.Ledger));
    }

    [Fact]
    public async Task A_bulk_range_brings_only_its_accounts()
    {
        using Peer full = new(bulk: true);
        full.Ledger.Populate(40, 0);
        Address[] sorted = [.. full.Ledger.Ledger.State.Accounts.Select(a => a.Account).Order()];
        FakePeerNetwork asker = full.Medium.Add();
        full.Capabilities.Set(asker.LocalPeer, new PeerCapabilities("1.0.0", [PeerFeatures.BulkSync]));
        FakeSwitch.Connect(asker, full.Host);
        IPeerStream stream = await asker.OpenStreamAsync(full.Host.LocalPeer, ["/xe/sync/1.0.0"]);
        FrontierRequest request = new(new Dictionary<Address, Hash256>(), 512) { MaxBlocks = 1000, From = sorted[10], To = sorted[20] };
        IReadOnlyList<FrontierPage> pages = await ReadPagesAsync(stream, request);
        Assert.Equal(sorted[10..21], pages.SelectMany(p => p.Blocks).Select(b => Address.Parse(b.Account)).Distinct().Order());
    }

    private static async Task<IReadOnlyList<(int Blocks, bool HasMore)>> PagesAsync(FakePeerNetwork asker, Peer server, FrontierRequest request)
    {
        IPeerStream stream = await asker.OpenStreamAsync(server.Host.LocalPeer, ["/xe/sync/1.0.0"]);
        return [.. (await ReadPagesAsync(stream, request)).Select(page => (page.Blocks.Count, page.HasMore))];
    }

    private static async Task<IReadOnlyList<FrontierPage>> ReadPagesAsync(IPeerStream stream, FrontierRequest request)
    {
        try
        {
            await stream.WriteAsync(FrontierRequestJson.ToLine(request));
        }
        catch (StreamResetException)
        {
            // A refusal need not read the request.
        }
        await stream.CloseWriteAsync();
        using Xe.Node.Net.Wire.JsonStreamReader reader = new(stream);
        List<FrontierPage> pages = [];
        while (await reader.ReadAsync(FrontierLimits.MaxPageBytes, CancellationToken.None) == Xe.Node.Net.Wire.JsonReadStatus.Value)
        {
            Assert.True(FrontierPageJson.TryRead(reader.Value.Span, out FrontierPage? page));
            pages.Add(page);
        }
        return pages;
    }

    private sealed class Peer : IDisposable
    {
        private readonly bool _bulk;

        public Peer(bool bulk = false, FakeSwitch? medium = null)
        {
            _bulk = bulk;
            Medium = medium ?? new FakeSwitch();
            Host = Medium.Add();
            Tracker = new SyncTracker(TimeProvider.System);
            Ledger.Ledger.Observe(Tracker);
            Sync = NewSync();
            new FrontierResponder(Host, new LedgerBlockSource(Ledger.Ledger), Capabilities, Tracker, NullLogger.Instance).Register();
        }

        public FakeSwitch Medium { get; }
        public FakePeerNetwork Host { get; }
        public TestLedger Ledger { get; } = new();
        public CapabilityTable Capabilities { get; } = new();
        public SyncTracker Tracker { get; }
        public FrontierSync Sync { get; private set; }

        public async Task<SyncOutcome> SyncAsync(Peer from, bool renew = false, bool expectsProgress = true)
        {
            if (renew)
            {
                // Both sides' cooldowns begin anew.
                Sync.Dispose();
                Sync = NewSync();
                new FrontierResponder(from.Host, new LedgerBlockSource(from.Ledger.Ledger), from.Capabilities, from.Tracker, NullLogger.Instance).Register();
            }
            if (_bulk)
            {
                Capabilities.Set(from.Host.LocalPeer, new PeerCapabilities("1.0.0", [PeerFeatures.BulkSync]));
                from.Capabilities.Set(Host.LocalPeer, new PeerCapabilities("1.0.0", [PeerFeatures.BulkSync]));
            }
            SyncOutcome? outcome = null;
            Sync.SessionEnded += ended => outcome = ended;
            await Sync.SyncAsync(from.Host.LocalPeer, CancellationToken.None);
            Assert.NotNull(outcome);
            if (expectsProgress)
                Assert.True(outcome.Added > 0);
            return outcome;
        }

        public void Dispose()
        {
            Sync.Dispose();
            Ledger.Dispose();
        }

        private FrontierSync NewSync() => new(Host, Ledger.Ledger, Ledger.Decoder, Capabilities, Tracker, new FrontierSyncOptions(), NullLogger.Instance);
    }
}
