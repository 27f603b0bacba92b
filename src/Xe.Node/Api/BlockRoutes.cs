using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Core.Views;
using Xe.Node.Observability;

namespace Xe.Node.Api;

/// <summary>Blocks: read and submit (spec 08 §8).</summary>
internal sealed class BlockRoutes(ApiContext api, ILogger logger)
{
    // Every type but genesis; claim and renewal are refused by the ledger where the network has none.
    private static readonly BlockType[] Submitted =
    [
        BlockType.Send, BlockType.Receive, BlockType.Claim, BlockType.Lease, BlockType.LeaseAccept, BlockType.LeaseSettle,
        BlockType.LeaseCancel, BlockType.LeaseForceSettle, BlockType.LeaseRenew, BlockType.MultisigOpen, BlockType.MultisigUpdate,
        BlockType.Burn, BlockType.Mint,
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/blocks/recent", "Newest blocks of all accounts", ApiAccess.Open, Recent) { Group = "blocks" },
        new("GET", "/blocks/{hash}", "A block on a chain", ApiAccess.Open, Get) { Group = "blocks" },
        .. Submitted.Select(type => new ApiRoute(
            "POST", "/blocks/" + type.Name(), $"Submit a {type.Name()} block", ApiAccess.Write, request => Submit(request, type.Name())) { Group = "blocks" }),
    ];

    private Task Get(ApiRequest request)
    {
        Ledger ledger = api.Core.Ledger;
        if (ApiContext.ReadHash(request.Argument) is not { } hash || ledger.Blocks.GetEntry(hash) is null || ledger.Blocks.GetBlock(hash) is not { } block)
            return request.ErrorAsync(StatusCodes.Status404NotFound, "block not found");
        return request.JsonAsync(new BlockView(block.ToWire(), ledger.IsFinal(hash)), ViewsJson.Default.BlockView);
    }

    private Task Recent(ApiRequest request)
    {
        long since = long.MinValue;
        string text = request.Query("since");
        if (text.Length > 0 && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out since))
            return request.ErrorAsync(StatusCodes.Status400BadRequest, "since must be a unix nanosecond timestamp");
        IEnumerable<Block> blocks = api.Snapshots.Recent;
        if (text.Length > 0)
            blocks = blocks.Where(block => block.Timestamp > since);
        return request.JsonAsync([.. blocks.Take(request.Limit).Select(block => block.ToWire())], ViewsJson.Default.IReadOnlyListWireBlock);
    }

    private async Task Submit(ApiRequest request, string type)
    {
        if (await BodyReader.ReadAsync(request.Http, api.Core.Clock).ConfigureAwait(false) is not { } body
            || !BlockJson.TryRead(body.Span, BlockJsonOptions.Body, out WireBlock? block, out _))
        {
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "invalid request body").ConfigureAwait(false);
            return;
        }
        if (block.Type != type)
        {
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "block type mismatch").ConfigureAwait(false);
            return;
        }
        Rejection? rejection;
        try
        {
            rejection = (await api.Intake.SubmitAsync(block).ConfigureAwait(false)).Rejection;
        }
        catch (StoreException e)
        {
            logger.BlockRejected(e.Message);
            await ApiResponses.ErrorAsync(request.Http, StatusCodes.Status503ServiceUnavailable, "block rejected: the node cannot use its store", retryable: true).ConfigureAwait(false);
            return;
        }
        if (rejection is not null)
        {
            logger.BlockRejected(rejection.Text);
            int status = rejection.Retryable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
            await ApiResponses.ErrorAsync(request.Http, status, "block rejected: " + rejection.Text, rejection.Retryable).ConfigureAwait(false);
            return;
        }
        // The block as it was given, not as it is stored.
        ArrayBufferWriter<byte> answer = new(1024);
        BlockJson.Write(block, answer);
        await ApiResponses.JsonAsync(request.Http, answer, StatusCodes.Status201Created).ConfigureAwait(false);
    }
}
