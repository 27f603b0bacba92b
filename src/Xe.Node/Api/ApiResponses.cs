using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Xe.Core.Views;

namespace Xe.Node.Api;

/// <summary>Writes the answers (spec 08 §2.5).</summary>
internal static class ApiResponses
{
    private const string JsonType = "application/json";
    private const string TextType = "text/plain; charset=utf-8";

    /// <summary>The views, indented by two spaces.</summary>
    public static ViewsJson Indented { get; } = new(new JsonSerializerOptions(ViewsJson.Default.Options) { WriteIndented = true });

    /// <summary>A view as JSON and one line feed.</summary>
    public static Task JsonAsync<T>(this ApiRequest request, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        JsonAsync(request.Http, value, type, status);

    /// <summary>A view as JSON and one line feed.</summary>
    public static Task JsonAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type, int status)
    {
        ArrayBufferWriter<byte> body = new(1024);
        using (Utf8JsonWriter writer = new(body, new JsonWriterOptions { Indented = type.Options.WriteIndented, SkipValidation = true }))
            JsonSerializer.Serialize(writer, value, type);
        return JsonAsync(http, body, status);
    }

    /// <summary>JSON that is written already, and one line feed.</summary>
    public static Task JsonAsync(HttpContext http, ArrayBufferWriter<byte> body, int status)
    {
        body.Write("\n"u8);
        return BytesAsync(http, body.WrittenMemory, status, JsonType);
    }

    /// <summary><c>{"error":…}</c></summary>
    public static Task ErrorAsync(this ApiRequest request, int status, string error) => ErrorAsync(request.Http, status, error);

    /// <summary><c>{"error":…}</c>, with <c>retryable</c> where it is given.</summary>
    public static Task ErrorAsync(HttpContext http, int status, string error, bool? retryable = null) =>
        JsonAsync(http, new ErrorView { Error = error, Retryable = retryable }, ViewsJson.Default.ErrorView, status);

    /// <summary>Plain text and one line feed: what the router itself answers.</summary>
    public static Task TextAsync(HttpContext http, int status, string text) =>
        BytesAsync(http, Encoding.UTF8.GetBytes(text + "\n"), status, TextType);

    /// <summary>Bytes of a type; none for HEAD.</summary>
    public static Task BytesAsync(HttpContext http, ReadOnlyMemory<byte> body, int status, string type)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        return http.Request.Method == HttpMethods.Head
            ? Task.CompletedTask
            : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
