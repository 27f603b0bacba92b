using System.Text;
using Microsoft.AspNetCore.Http;

namespace Xe.Node.Api;

/// <summary>Writes an event stream: comments keep it alive, every event is flushed (spec 08 §12.6).</summary>
internal sealed class ServerSentEvents(HttpContext http)
{
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(20);

    /// <summary>Sends the headers and a first comment, so that clients know at once.</summary>
    public Task OpenAsync()
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return WriteAsync(": connected\n\n"u8.ToArray());
    }

    /// <summary>One event; name and id may be left out. The data is one line.</summary>
    public Task SendAsync(string? id, string? name, ReadOnlySpan<byte> data)
    {
        using MemoryStream text = new(data.Length + 128);
        if (id is not null)
            text.Write(Encoding.ASCII.GetBytes($"id: {id}\n"));
        if (name is not null)
            text.Write(Encoding.ASCII.GetBytes($"event: {name}\n"));
        text.Write("data: "u8);
        text.Write(data);
        text.Write("\n\n"u8);
        return WriteAsync(text.ToArray());
    }

    /// <summary>Waits until there is something to read, with a comment every 20 s; false when the source ended.</summary>
    public async Task<bool> WaitAsync(Func<CancellationToken, ValueTask<bool>> wait, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task<bool> ready = wait(cancellationToken).AsTask();
        while (true)
        {
            try
            {
                return await ready.WaitAsync(PingPeriod, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await WriteAsync(": ping\n\n"u8.ToArray()).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(byte[] text)
    {
        await http.Response.Body.WriteAsync(text, http.RequestAborted).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}
