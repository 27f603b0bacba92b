using System.Text.Encodings.Web;
using System.Text.Json;
using Xe.Core.Views;

namespace Xe.Tool.Cli;

/// <summary>The node's views as results: without escapes that only HTML needs.</summary>
internal static class PlainViews
{
    private static ViewsJson? s_json;

    internal static ViewsJson Json => s_json ??= new ViewsJson(new JsonSerializerOptions(ViewsJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
