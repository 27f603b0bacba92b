using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xe.Core.Primitives;
using Xe.Node.Events;

namespace Xe.Node.Api;

/// <summary>The stream of what happens on the node. Event ids are <c>EPOCH-SEQUENCE</c>; a client that comes back with
/// <c>Last-Event-ID</c> goes on where it was, or is told of a gap.</summary>
internal sealed class EventRoutes(ApiContext api)
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/events", "Stream of accepted, final, rejected, conflict, vote, lease and peer events", ApiAccess.Write, Stream)
        {
            Group = "node",
            IsStream = true,
        },
    ];

    private async Task Stream(ApiRequest request)
    {
        HashSet<NodeEventKind> kinds = [];
        foreach (string name in request.Query("types").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (EventJson.Parse(name) is not { } kind)
            {
                await request.ErrorAsync(StatusCodes.Status400BadRequest, "types must be of accepted, final, rejected, conflict, vote, lease, peer").ConfigureAwait(false);
                return;
            }
            kinds.Add(kind);
        }
        string accountText = request.Query("account");
        Address? account = ApiContext.ReadAddress(accountText);
        if (accountText.Length > 0 && account is null)
        {
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "account must be 64 hex digits").ConfigureAwait(false);
            return;
        }
        using EventSubscription? subscription = api.Events.Subscribe(
            e => (kinds.Count == 0 || kinds.Contains(e.Kind)) && (account is null || e.Account == account), ResumeFrom(request));
        if (subscription is null)
            await request.ErrorAsync(StatusCodes.Status503ServiceUnavailable, "too many subscribers").ConfigureAwait(false);
        else
            await Pump(request, subscription).ConfigureAwait(false);
    }

    private async Task Pump(ApiRequest request, EventSubscription subscription)
    {
        ServerSentEvents stream = new(request.Http);
        await stream.OpenAsync().ConfigureAwait(false);
        try
        {
            while (await stream.WaitAsync(subscription.Events.WaitToReadAsync, api.Core.Clock, request.Aborted).ConfigureAwait(false))
            {
                while (subscription.Events.TryRead(out NodeEvent? happened))
                {
                    await TellGap(stream, subscription).ConfigureAwait(false);
                    string id = string.Create(CultureInfo.InvariantCulture, $"{api.Events.Epoch}-{happened.Sequence}");
                    await stream.SendAsync(id, EventJson.Name(happened.Kind), EventJson.Data(happened)).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The client left, or the node stops.
        }
    }

    private static Task TellGap(ServerSentEvents stream, EventSubscription subscription) => subscription.TakeLost() switch
    {
        0 => Task.CompletedTask,
        long lost => stream.SendAsync(null, "gap", Encoding.ASCII.GetBytes(lost < 0 ? "{}" : string.Create(CultureInfo.InvariantCulture, $$"""{"lost":{{lost}}}"""))),
    };

    private long? ResumeFrom(ApiRequest request)
    {
        string text = request.Http.Request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0)
            text = request.Query("last_event_id");
        if (text.Length == 0)
            return null;
        string[] parts = text.Split('-');
        bool isOurs = parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long epoch) && epoch == api.Events.Epoch;
        // Another process's event: everything that is kept, behind a gap.
        return isOurs && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) ? sequence : long.MaxValue;
    }
}
