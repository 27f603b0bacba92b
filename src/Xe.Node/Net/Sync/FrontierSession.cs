using System.Collections.Concurrent;
using System.Threading.Channels;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Wire;
using PublicKey = Xe.Core.Primitives.PublicKey;

namespace Xe.Node.Net.Sync;

/// <summary>The initiator's side of one frontier sync (spec 07 §2.3). Pages are verified on all cores while later ones arrive,
/// and applied in their order. A common session is applied when it ended well, a bulk session as it goes.</summary>
internal sealed class FrontierSession(IPeerNetwork network, Ledger ledger, SyncVerifier verifier, SyncApplier applier, bool isBulk)
{
    private readonly ConcurrentDictionary<Address, PublicKey> _opened = new();
    private long _received;

    /// <summary>Accounts the terminal page rejected.</summary>
    public IReadOnlyList<Address> Rejected { get; private set; } = [];

    /// <summary>Runs the session. Throws what the stream throws, and <see cref="InvalidDataException"/> for a bad page.</summary>
    public async Task<SyncOutcome> RunAsync(IPeerStream stream, FrontierRequest request, CancellationToken cancellationToken)
    {
        using Deadline deadline = new(
            network.Clock, isBulk ? FrontierLimits.BulkSessionTimeout : FrontierLimits.SessionTimeout, cancellationToken);
        await stream.WriteAsync(FrontierRequestJson.ToLine(request), deadline.Token).ConfigureAwait(false);
        await stream.CloseWriteAsync(deadline.Token).ConfigureAwait(false);

        int limit = isBulk ? (int)request.MaxBlocks : FrontierLimits.MaxSessionBlocks;
        bool isCut;
        if (isBulk)
        {
            isCut = await StreamAsync(stream, limit, deadline.Token).ConfigureAwait(false);
        }
        else
        {
            List<FrontierPage> pages = [];
            isCut = await ReadAsync(stream, limit, (page, _) =>
            {
                pages.Add(page);
                return ValueTask.CompletedTask;
            }, deadline.Token).ConfigureAwait(false);
            await ApplyAllAsync(pages, deadline.Token).ConfigureAwait(false);
        }
        applier.Finish();
        return new SyncOutcome(stream.RemotePeer, _received, applier.Added, applier.Waiting, isCut);
    }

    // Reads pages until the end; true where the block limit cut the session.
    private async Task<bool> ReadAsync(
        IPeerStream stream, int limit, Func<FrontierPage, CancellationToken, ValueTask> take, CancellationToken cancellationToken)
    {
        using JsonStreamReader reader = new(stream);
        bool hasMore = false;
        while (true)
        {
            using Deadline stall = new(network.Clock, FrontierLimits.StallTimeout, cancellationToken);
            switch (await reader.ReadAsync(FrontierLimits.MaxPageBytes, stall.Token).ConfigureAwait(false))
            {
                case JsonReadStatus.EndOfStream:
                    // Behind a full page the stream may end because nothing was left, or at the responder's own limit.
                    return hasMore;
                case JsonReadStatus.Malformed:
                    throw new InvalidDataException("sync page is no JSON object or too long");
            }
            if (!FrontierPageJson.TryRead(reader.Value.Span, out FrontierPage? page))
                throw new InvalidDataException("undecodable sync page");
            _received += page.Blocks.Count;
            hasMore = page.HasMore;
            await take(page, cancellationToken).ConfigureAwait(false);
            if (!page.HasMore)
            {
                Rejected = page.Rejected;
                return false;
            }
            if (_received >= limit)
                return true;
        }
    }

    private async Task<bool> StreamAsync(IPeerStream stream, int limit, CancellationToken cancellationToken)
    {
        // One page is applied, one a core is verified, the rest waits in the stream's window.
        Channel<Task<VerifiedPage>> pages = Channel.CreateBounded<Task<VerifiedPage>>(
            new BoundedChannelOptions(Environment.ProcessorCount + 1) { SingleReader = true, SingleWriter = true });
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task applying = Task.Run(async () =>
        {
            try
            {
                await foreach (Task<VerifiedPage> page in pages.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
                    applier.Apply(await page.ConfigureAwait(false));
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }, CancellationToken.None);
        try
        {
            return await ReadAsync(stream, limit, (page, token) =>
                pages.Writer.WriteAsync(Task.Run(() => Verify(page), CancellationToken.None), token), stop.Token).ConfigureAwait(false);
        }
        finally
        {
            pages.Writer.TryComplete();
            await applying.ConfigureAwait(false);
        }
    }

    private async Task ApplyAllAsync(List<FrontierPage> pages, CancellationToken cancellationToken)
    {
        await Task.Yield();
        int ahead = Environment.ProcessorCount + 1;
        Queue<Task<VerifiedPage>> verifying = new(ahead);
        int next = 0;
        while (next < pages.Count || verifying.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (next < pages.Count && verifying.Count < ahead)
            {
                FrontierPage page = pages[next++];
                verifying.Enqueue(Task.Run(() => Verify(page), cancellationToken));
            }
            applier.Apply(await verifying.Dequeue().ConfigureAwait(false));
        }
    }

    private VerifiedPage Verify(FrontierPage page)
    {
        VerifiedPage verified = verifier.Verify(page.Blocks, KeyOf);
        foreach ((Address account, PublicKey key) in verified.Opened)
            _opened.TryAdd(account, key);
        return verified;
    }

    // A key is a function of its account's address, so a key from an opening block that is not applied yet may be used.
    private PublicKey? KeyOf(Address account) =>
        ledger.State.GetAccount(account)?.Key ?? (_opened.TryGetValue(account, out PublicKey key) ? key : null);
}
