using System.Buffers;
using Microsoft.Extensions.Logging;
using Xe.Core.Blocks;
using Xe.Core.Storage;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Limits;
using Xe.Node.Net.Netcheck;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Sync;

/// <summary>Serves frontier sync (spec 07 §2.2). Refusals close the stream without data.</summary>
internal sealed class FrontierResponder
{
    internal const string Protocol = "/xe/sync/1.0.0";

    // Every session reads the store: more at a time would only make each slower and hold more pages in memory.
    private const int MaxSessions = 16;
    private const int MaxBulkSessions = 4;

    // One session in so many is served account by account instead of by time.
    private const int ShuffleEvery = 4;

    private readonly IPeerNetwork _network;
    private readonly IBlockSource _source;
    private readonly CapabilityTable _capabilities;
    private readonly SyncTracker _tracker;
    private readonly ILogger _log;
    private readonly PeerCooldown _cooldown;
    private readonly SlotCounter _sessions = new(MaxSessions);
    private readonly SlotCounter _bulkSessions = new(MaxBulkSessions);

    public FrontierResponder(IPeerNetwork network, IBlockSource source, CapabilityTable capabilities, SyncTracker tracker, ILogger log)
    {
        (_network, _source, _capabilities, _tracker, _log) = (network, source, capabilities, tracker, log);
        _cooldown = new PeerCooldown(FrontierLimits.Cooldown, network.Clock);
    }

    public void Register() => _network.Handle(Protocol, ServeAsync);

    private async Task ServeAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        PeerId peer = stream.RemotePeer;
        if (!_cooldown.TryTake(peer))
            return;
        bool isBulkPeer = _capabilities.Has(peer, PeerFeatures.BulkSync);
        SlotCounter slots = isBulkPeer && _bulkSessions.TryTake() ? _bulkSessions : _sessions;
        if (slots == _sessions && !_sessions.TryTake())
            return;
        try
        {
            await ServeAsync(stream, isBulk: slots == _bulkSessions, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (NetFault.IsExpected(e) || e is StoreException)
        {
            NetLog.StreamFailed(_log, Protocol, peer, e.Message);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task ServeAsync(IPeerStream stream, bool isBulk, CancellationToken cancellationToken)
    {
        using Deadline deadline = new(
            _network.Clock, isBulk ? FrontierLimits.BulkSessionTimeout : FrontierLimits.SessionTimeout, cancellationToken);
        FrontierRequest? request;
        using (JsonStreamReader reader = new(stream))
        {
            int limit = isBulk ? FrontierLimits.MaxBulkRequestBytes : FrontierLimits.MaxRequestBytes;
            if (await reader.ReadAsync(limit, deadline.Token).ConfigureAwait(false) != JsonReadStatus.Value
                || !FrontierRequestJson.TryRead(reader.Value.Span, out request))
            {
                return;
            }
        }
        isBulk &= request.MaxBlocks > 0;
        FrontierDiff diff = FrontierDiff.Compare(_source, isBulk ? request : request with { From = default, To = null });
        if (diff.MayBeBehind)
            _tracker.SetDirty();
        IEnumerable<Block> blocks = Random.Shared.Next(ShuffleEvery) == 0 && !isBulk ? diff.ByAccount(Random.Shared) : diff.ByTime();
        await SendAsync(stream, request, isBulk, blocks, diff, deadline.Token).ConfigureAwait(false);
    }

    private static async Task SendAsync(
        IPeerStream stream, FrontierRequest request, bool isBulk, IEnumerable<Block> blocks, FrontierDiff diff, CancellationToken cancellationToken)
    {
        int maxPage = isBulk ? FrontierLimits.BulkPageSize : FrontierLimits.MaxPageSize;
        int pageSize = request.PageSize <= 0 ? FrontierLimits.PageSize : (int)Math.Min(request.PageSize, maxPage);
        long left = isBulk ? Math.Min(request.MaxBlocks, FrontierLimits.MaxBulkSessionBlocks) : FrontierLimits.MaxSessionBlocks;
        List<Block> page = new(pageSize);
        ArrayBufferWriter<byte> output = new(pageSize * 700);
        Task sending = Task.CompletedTask;
        foreach (Block block in blocks)
        {
            page.Add(block);
            left--;
            if (page.Count == pageSize)
            {
                // The next page is read while this one is on its way.
                await sending.ConfigureAwait(false);
                output.ResetWrittenCount();
                FrontierPageJson.WriteLine(output, page, hasMore: true, []);
                sending = stream.WriteAsync(output.WrittenMemory, cancellationToken).AsTask();
                page.Clear();
            }
            if (left <= 0)
                break;
        }
        await sending.ConfigureAwait(false);
        if (page.Count > 0 || diff.Rejected.Count > 0)
        {
            output.ResetWrittenCount();
            FrontierPageJson.WriteLine(output, page, hasMore: false, diff.Rejected);
            await stream.WriteAsync(output.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        await stream.CloseWriteAsync(cancellationToken).ConfigureAwait(false);
    }
}
