using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xe.Core;
using Xe.Core.Json;
using Xe.Core.Records;
using Xe.Core.StateChain;
using Xe.Core.StateChain.SystemKeys;
using Xe.Core.Views;
using Xe.Node.Observability;

namespace Xe.Node.Api;

/// <summary>The state chain (spec 08 §11).</summary>
internal sealed class StateChainRoutes(ApiContext api, ILogger logger)
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/statechain/tip", "Newest state block", ApiAccess.Open, Tip) { Group = "state chain" },
        new("GET", "/statechain/blocks", "State blocks from an index on", ApiAccess.Open, List) { Group = "state chain" },
        new("GET", "/statechain/blocks/{index}", "A state block", ApiAccess.Open, Get) { Group = "state chain" },
        new("GET", "/statechain/kv", "Keys and values", ApiAccess.Open, Keys) { Group = "state chain" },
        new("GET", "/statechain/kv/{key...}", "A value", ApiAccess.Open, Key) { Group = "state chain" },
        new("GET", "/statechain/keyset", "The governing keyset", ApiAccess.Open, Keyset) { Group = "state chain" },
        new("POST", "/statechain/blocks", "Submit a state block", ApiAccess.Write, Submit) { Group = "state chain" },
    ];

    private StateChainLog Chain => api.Core.StateChain;

    private Task Tip(ApiRequest request) => request.JsonAsync(Chain.Current.Tip, ViewsJson.Default.StateBlock);

    private Task List(ApiRequest request)
    {
        StateBlocksView view = new() { Blocks = Chain.GetBlocks(request.Start, request.Limit), BlockCount = Chain.Current.Tip.Index + 1 };
        return request.JsonAsync(view, ViewsJson.Default.StateBlocksView);
    }

    private Task Get(ApiRequest request)
    {
        if (!ulong.TryParse(request.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out ulong index))
            return request.ErrorAsync(StatusCodes.Status400BadRequest, "invalid index");
        return Chain.GetBlock(index) is { } block
            ? request.JsonAsync(block, ViewsJson.Default.StateBlock)
            : request.ErrorAsync(StatusCodes.Status404NotFound, "block not found");
    }

    private Task Keys(ApiRequest request)
    {
        int offset = (int)Math.Min(request.Offset, int.MaxValue);
        ArrayBufferWriter<byte> body = new(1024);
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            foreach ((string key, ReadOnlyMemory<byte> value) in Chain.Current.State.Page(request.Query("prefix"), offset, request.Limit))
            {
                writer.WritePropertyName(key);
                writer.WriteRawValue(Compact(value), skipInputValidation: true);
            }
            writer.WriteEndObject();
        }
        return ApiResponses.JsonAsync(request.Http, body, StatusCodes.Status200OK);
    }

    private Task Key(ApiRequest request)
    {
        string key = request.Argument;
        if (key.Length == 0)
            return request.ErrorAsync(StatusCodes.Status400BadRequest, "missing key");
        if (!Chain.Current.State.TryGet(key, out ReadOnlyMemory<byte> value))
            return request.ErrorAsync(StatusCodes.Status404NotFound, "key not found");
        ArrayBufferWriter<byte> body = new(1024);
        GoJsonWriter writer = new(body);
        writer.BeginObject();
        writer.String("key"u8, key);
        writer.Name("value"u8);
        writer.Raw(Compact(value));
        writer.EndObject();
        return ApiResponses.JsonAsync(request.Http, body, StatusCodes.Status200OK);
    }

    private Task Keyset(ApiRequest request) =>
        Chain.Current.DaoKeyset is { } keyset
            ? request.JsonAsync(new KeysetView { Keys = keyset.Keys, Threshold = keyset.Threshold }, ViewsJson.Default.KeysetView)
            : request.ErrorAsync(StatusCodes.Status404NotFound, "keyset not found");

    private async Task Submit(ApiRequest request)
    {
        if (await BodyReader.ReadAsync(request.Http, api.Core.Clock).ConfigureAwait(false) is not { } body
            || !StateBlockJson.TryRead(body.Span, JsonStrictness.Lenient, out StateBlock? block, out _))
        {
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "invalid request body").ConfigureAwait(false);
            return;
        }
        StateApplyOutcome outcome = Chain.Submit(block);
        if (outcome.Rejection is { } error)
        {
            logger.StateBlockRejected(error.Text);
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "block rejected: " + error.Text).ConfigureAwait(false);
            return;
        }
        api.Network.PublishStateBlock(block);
        await request.JsonAsync(block, ViewsJson.Default.StateBlock, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static ReadOnlySpan<byte> Compact(ReadOnlyMemory<byte> value)
    {
        ArrayBufferWriter<byte> compact = new(value.Length + 1);
        GoJsonCompact.Write(value.Span, compact);
        return compact.WrittenSpan;
    }
}
