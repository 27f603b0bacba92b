using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Xe.Core;
using Xe.Core.Chat;
using Xe.Core.Records;
using Xe.Core.Views;

namespace Xe.Node.Api;

/// <summary>Chat (spec 08 §4.2, §12.3–§12.6). Messages are their parties' own business: reading takes a proof of the account,
/// or the operator's token for all.</summary>
internal sealed class ChatRoutes(ApiContext api, ApiGuard guard)
{
    private const int MaxMessageBytes = 8192;
    private const int MaxStreams = 256;
    private const int StreamQueue = 64;

    private readonly ChatReadAuthority _authority = new(api.Core.Clock);
    private int _streams;

    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/chat/send", "Deliver a signed message", ApiAccess.Write, Send) { Group = "chat" },
        new("GET", "/chat/auth/challenge", "A challenge for reading messages", ApiAccess.Open, Challenge) { Group = "chat" },
        new("GET", "/chat/messages", "Messages of an account, with a proof of it", ApiAccess.Open, Messages) { Group = "chat" },
        new("GET", "/chat/contacts", "Whom an account has messages with", ApiAccess.Open, Contacts) { Group = "chat" },
        new("GET", "/chat/events", "Stream of messages", ApiAccess.Open, Stream) { Group = "chat", IsStream = true },
    ];

    private async Task Send(ApiRequest request)
    {
        if (await BodyReader.ReadAsync(request.Http, api.Core.Clock).ConfigureAwait(false) is not { } body
            || !ChatJson.TryRead(body.Span, JsonStrictness.Lenient, out ChatEnvelope? envelope, out _))
        {
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "invalid request body").ConfigureAwait(false);
            return;
        }
        Rejection? rejection = Check(envelope) ?? await api.Services.SendChat(envelope, request.Aborted).ConfigureAwait(false);
        if (rejection is null)
            await request.JsonAsync(new OkView { Ok = true }, ViewsJson.Default.OkView).ConfigureAwait(false);
        else
            await request.ErrorAsync(rejection.Code == "recipient_not_found" ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, rejection.Text).ConfigureAwait(false);
    }

    private static Rejection? Check(ChatEnvelope envelope)
    {
        if (envelope.To.Length == 0)
            return new Rejection("chat_missing_to", "missing 'to' field");
        if (envelope.From.Length == 0 || envelope.PubKey.Length == 0 || envelope.Signature.Length == 0)
            return new Rejection("chat_unsigned", "chat send requires a signed envelope (from + pub_key + signature)");
        return Encoding.UTF8.GetByteCount(envelope.Message) > MaxMessageBytes
            ? new Rejection("chat_too_long", "message exceeds maximum length of 8192 bytes")
            : null;
    }

    private Task Challenge(ApiRequest request)
    {
        string challenge = _authority.Issue(out long expiresAt);
        return request.JsonAsync(new ChallengeView { Challenge = challenge, ExpiresAt = expiresAt }, ViewsJson.Default.ChallengeView);
    }

    private Task Messages(ApiRequest request)
    {
        if (CheckProof(request) is (int status, string error))
            return request.ErrorAsync(status, error);
        long since = long.TryParse(request.Query("since"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) ? parsed : 0;
        return request.JsonAsync(
            [.. api.Services.Chat.Messages(request.Query("account")).Where(m => m.Timestamp > since)], ViewsJson.Default.IReadOnlyListChatEnvelope);
    }

    private Task Contacts(ApiRequest request)
    {
        if (CheckReader(request) is (int status, string error))
            return request.ErrorAsync(status, error);
        string account = request.Query("account");
        return request.JsonAsync(account.Length > 0 ? api.Services.Chat.Contacts(account) : api.Services.Chat.Accounts(), ViewsJson.Default.IReadOnlyListString);
    }

    private async Task Stream(ApiRequest request)
    {
        if (CheckReader(request) is (int status, string error))
        {
            await request.ErrorAsync(status, error).ConfigureAwait(false);
            return;
        }
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            await request.ErrorAsync(StatusCodes.Status503ServiceUnavailable, "too many subscribers").ConfigureAwait(false);
            return;
        }
        string account = request.Query("account");
        Channel<ChatEnvelope> queue = Channel.CreateBounded<ChatEnvelope>(
            new BoundedChannelOptions(StreamQueue) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        void Take(ChatEnvelope envelope)
        {
            if (account.Length == 0 || envelope.From == account || envelope.To == account)
                queue.Writer.TryWrite(envelope);
        }
        api.Services.Chat.Stored += Take;
        try
        {
            ServerSentEvents stream = new(request.Http);
            await stream.OpenAsync().ConfigureAwait(false);
            while (await stream.WaitAsync(queue.Reader.WaitToReadAsync, api.Core.Clock, request.Aborted).ConfigureAwait(false))
            {
                while (queue.Reader.TryRead(out ChatEnvelope? envelope))
                    await stream.SendAsync(null, null, JsonSerializer.SerializeToUtf8Bytes(envelope, ViewsJson.Default.ChatEnvelope)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left, or the node stops.
        }
        finally
        {
            api.Services.Chat.Stored -= Take;
            Interlocked.Decrement(ref _streams);
        }
    }

    // With an account its owner, without one the operator.
    private (int Status, string Error)? CheckReader(ApiRequest request) =>
        request.Query("account").Length > 0 ? CheckProof(request) : guard.Check(request.Http, ApiAccess.Operator);

    private (int Status, string Error)? CheckProof(ApiRequest request)
    {
        ChatReadProof proof = new(request.Query("account"), request.Query("pub_key"), request.Query("challenge"), request.Query("sig"));
        return _authority.Spend(proof) is not { } rejection
            ? null
            : (rejection.Code switch
            {
                "chat_missing_account" => StatusCodes.Status400BadRequest,
                "chat_proof_missing" => StatusCodes.Status401Unauthorized,
                "chat_auth_unavailable" => StatusCodes.Status500InternalServerError,
                _ => StatusCodes.Status403Forbidden,
            }, rejection.Text);
    }
}
