using System.Buffers;
using System.CommandLine;
using System.IO.Pipelines;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Block;

/// <summary><c>block inspect</c>: hash, bytes, signature and work of blocks on standard input.</summary>
internal static class BlockInspectCommand
{
    private const int ParallelFrom = 4;

    internal static Command Create()
    {
        Option<string?> networkId = new("--network-id") { Description = "Network id that the hashes start with (default: the development network's)", HelpName = "ID" };
        Option<bool> claim = new("--claim") { Description = "Know claim blocks (default: as the development network, which knows them)" };
        Option<bool> lines = new("--jsonl") { Description = "One block a line; an answer for every line, in their order" };
        return Verb.Create(
            "inspect", "Judge blocks on standard input by themselves: hash, canonical bytes, signature, work value",
            [networkId, claim, lines],
            async (run, ct) =>
            {
                string id = run.Get(networkId) ?? DevNetwork.Pair.NetworkId;
                BlockInspector inspector = new(id, run.Get(claim) || id == DevNetwork.Pair.NetworkId);
                await using Stream input = Console.OpenStandardInput();
                return run.Get(lines)
                    ? await LinesAsync(inspector, input, run.Screen.Out, ct).ConfigureAwait(false)
                    : await OneAsync(inspector, input, run.Screen.Out, ct).ConfigureAwait(false);
            },
            "dotnet xe block inspect --network-id testnet-0003 < block.json",
            "dotnet xe block inspect --network-id testnet-0003 --jsonl < blocks.jsonl   # \"signer_public_key\" names the key of blocks that declare none");
    }

    private static async Task<int> OneAsync(BlockInspector inspector, Stream input, TextWriter output, CancellationToken ct)
    {
        byte[] buffer = new byte[BlockJsonOptions.MaxBodyBytes + 1];
        int length = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        InspectResult result = inspector.Inspect(buffer.AsSpan(0, length));
        await output.WriteLineAsync(Json(result).AsMemory(), ct).ConfigureAwait(false);
        return result.Error is null ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<int> LinesAsync(BlockInspector inspector, Stream input, TextWriter output, CancellationToken ct)
    {
        await foreach (IReadOnlyList<byte[]?> batch in JsonLines.ReadAsync(PipeReader.Create(input), BlockJsonOptions.MaxBodyBytes, ct).ConfigureAwait(false))
        {
            string[] answers = new string[batch.Count];
            if (batch.Count < ParallelFrom)
            {
                for (int i = 0; i < answers.Length; i++)
                    answers[i] = Answer(inspector, batch[i]);
            }
            else
            {
                Parallel.For(0, answers.Length, i => answers[i] = Answer(inspector, batch[i]));
            }
            foreach (string answer in answers)
                await output.WriteLineAsync(answer.AsMemory(), ct).ConfigureAwait(false);
            await output.FlushAsync(ct).ConfigureAwait(false);
        }
        return ExitCode.Ok;
    }

    private static string Answer(BlockInspector inspector, byte[]? line) => Json(line is null
        ? BlockInspector.Failed($"line too long (max {BlockJsonOptions.MaxBodyBytes} bytes)")
        : inspector.Inspect(line));

    private static string Json(InspectResult result) => JsonSerializer.Serialize(result, ToolJson.Plain.InspectResult);
}
