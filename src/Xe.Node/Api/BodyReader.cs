using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Xe.Core.Blocks;

namespace Xe.Node.Api;

/// <summary>Reads request bodies of bounded length in bounded time (spec 08 §1.2, §2.4).</summary>
internal static class BodyReader
{
    /// <summary>Longest body, bytes.</summary>
    public const int MaxBytes = BlockJsonOptions.MaxBodyBytes;

    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(30);

    /// <summary>The body; null where it is too long, too slow or broken off. Then the connection is not used again.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http, TimeProvider clock)
    {
        if (http.Request.ContentLength > MaxBytes)
            return Refuse(http);
        using CancellationTokenSource time = new(ReadLimit, clock);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, time.Token);
        PipeReader reader = http.Request.BodyReader;
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(limit.Token).ConfigureAwait(false);
                if (read.Buffer.Length > MaxBytes)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return Refuse(http);
                }
                if (read.IsCompleted)
                {
                    byte[] body = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return body;
                }
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
        {
            return Refuse(http);
        }
    }

    private static ReadOnlyMemory<byte>? Refuse(HttpContext http)
    {
        http.Response.Headers.Connection = "close";
        return null;
    }
}
