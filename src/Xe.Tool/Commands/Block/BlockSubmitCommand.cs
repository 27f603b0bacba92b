using System.CommandLine;
using System.IO.Pipelines;
using Xe.Client;
using Xe.Client.Blocks;
using Xe.Client.Http;
using Xe.Core.Blocks;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Block;

/// <summary><c>block submit</c>: submits complete blocks from standard input, in their order.</summary>
internal static class BlockSubmitCommand
{
    internal static Command Create()
    {
        NodeOptionSet node = new();
        Option<bool> lines = new("--jsonl") { Description = "One block a line; what fails does not stop the rest" };
        return Verb.Create(
            "submit", "Submit complete blocks from standard input", [.. node.Symbols, lines],
            async (run, ct) =>
            {
                using XeClient client = node.Connect(run);
                BlockFactory factory = NodeOptionSet.Factory(run, client);
                if (!run.Get(lines))
                {
                    BlockView block = await factory.SubmitAsync(await BlockInput.ReadOneAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false);
                    Show(run, new SubmitResult(block.Block.Hash, true, block.Finalized, null, null, null));
                    return ExitCode.Ok;
                }
                await using Stream input = Console.OpenStandardInput();
                int failed = 0;
                await foreach (IReadOnlyList<byte[]?> batch in JsonLines.ReadAsync(PipeReader.Create(input), BlockJsonOptions.MaxBodyBytes, ct).ConfigureAwait(false))
                {
                    foreach (byte[]? line in batch)
                    {
                        SubmitResult result = await SubmitAsync(factory, line, ct).ConfigureAwait(false);
                        failed += result.Error is null ? 0 : 1;
                        Show(run, result);
                    }
                    await run.Screen.Out.FlushAsync(ct).ConfigureAwait(false);
                }
                return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
            },
            "dotnet xe block submit < block.json",
            "dotnet xe block submit --jsonl < mynet/allocation.jsonl");
    }

    private static async Task<SubmitResult> SubmitAsync(BlockFactory factory, byte[]? line, CancellationToken ct)
    {
        string hash = "";
        try
        {
            WireBlock block = line is null ? throw new XeException(XeErrors.BadValue, "line too long") : BlockInput.Parse(line);
            hash = block.Hash;
            BlockView taken = await factory.SubmitAsync(block, ct).ConfigureAwait(false);
            return new SubmitResult(hash, true, taken.Finalized, null, null, null);
        }
        catch (XeException e) when (e.Code is not (XeErrors.NodeUnreachable or XeErrors.Unauthorized))
        {
            return new SubmitResult(hash, false, false, e.Message, e.Code, e.Retryable);
        }
    }

    private static void Show(Run run, SubmitResult result) => run.Screen.Result(result, ToolJson.Plain.SubmitResult, output =>
        output.WriteLine(result.Error is null ? $"accepted {result.Hash}" : $"refused  {result.Hash}: {result.Error}"));
}
