using System.CommandLine;
using Xe.Client.Blocks;
using Xe.Client.Http;
using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Block;

/// <summary><c>block sign</c>: signs the block on standard input and finds its work; does not submit it. Of a multisig
/// account's block every member adds a signature in turn (spec 09 §4.11).</summary>
internal static class BlockSignCommand
{
    internal static Command Create()
    {
        WalletOptionSet wallet = new();
        NodeOptionSet node = new();
        Option<bool> noWork = new("--no-work") { Description = "Sign only" };
        return Verb.Create(
            "sign", "Sign the block on standard input and find its work", [.. wallet.Symbols, .. node.Symbols, noWork],
            async (run, ct) =>
            {
                WireBlock block = await BlockInput.ReadOneAsync(ct).ConfigureAwait(false);
                using XeClient client = node.Connect(run);
                BlockFactory factory = NodeOptionSet.Factory(run, client);
                using AccountKey key = wallet.Open(run);
                if (block.Account.Length == 0)
                    block.Account = key.Address.ToString();
                int? missing = await factory.SignAsync(block, key, ct).ConfigureAwait(false);
                if (missing is null && !run.Get(noWork))
                    await factory.SolveWorkAsync(block, ct).ConfigureAwait(false);
                run.Screen.EndProgress();
                await run.Screen.Out.WriteLineAsync(BlockJson.ToText(block)).ConfigureAwait(false);
                if (missing is { } count)
                    run.Screen.Note($"{count} more signature(s) of the keyset are needed");
                return ExitCode.Ok;
            },
            "dotnet xe block sign --wallet alice < draft.json > block.json",
            "dotnet xe block sign --wallet member-2 < half-signed.json | dotnet xe block submit");
    }
}
