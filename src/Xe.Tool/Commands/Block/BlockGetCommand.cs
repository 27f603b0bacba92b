using System.CommandLine;
using System.Text.Json;
using Xe.Client;
using Xe.Client.Http;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Block;

/// <summary><c>block get</c>: a block as the node serves it.</summary>
internal static class BlockGetCommand
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    internal static Command Create()
    {
        Argument<string> hash = new("HASH") { Description = "Block hash, 64 hex digits" };
        NodeOptionSet node = new();
        return Verb.Create(
            "get", "Show a block", [hash, .. node.Symbols],
            async (run, ct) =>
            {
                Hash256 wanted = Values.Hash(run.Get(hash)!, hash.Name);
                using XeClient client = node.Connect(run);
                BlockView block = await client.GetBlockAsync(wanted, ct).ConfigureAwait(false)
                    ?? throw new XeException(XeErrors.NotFound, $"block not found: {wanted}");
                run.Screen.Result(block, PlainViews.Json.BlockView, output => output.WriteLine(Pretty(block)));
                return ExitCode.Ok;
            },
            "dotnet xe block get 5f654a76a8b2aa96247f27aae0a78ae10b1df4aae6b9b2cbe85fba45842e5d4f");
    }

    private static string Pretty(BlockView block)
    {
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(block, PlainViews.Json.BlockView));
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text, Indented))
            document.RootElement.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
