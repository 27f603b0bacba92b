using System.CommandLine;
using Xe.Client.Http;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary><c>chain</c>: the blocks of an account, oldest first.</summary>
internal static class ChainCommand
{
    internal static Command Create()
    {
        AccountOptionSet account = new();
        Option<ulong?> offset = new("--offset") { Description = "Blocks to pass over (default: so that the last ones are shown)", HelpName = "N" };
        Option<int> limit = new("--limit") { Description = "Most blocks shown", HelpName = "N", DefaultValueFactory = _ => 100 };
        return Verb.Create(
            "chain", "List the blocks of an account, oldest first", [.. account.Symbols, offset, limit],
            async (run, ct) =>
            {
                Address address = account.Read(run);
                int most = run.Get(limit);
                if (most is < 1 or > 1_000_000)
                    throw new UsageException("--limit takes 1 to 1000000");
                using XeClient client = account.Node.Connect(run);
                ChainView chain = await ReadAsync(client, address, run.Get(offset), most, ct).ConfigureAwait(false);
                run.Screen.Result(chain, PlainViews.Json.ChainView, output =>
                {
                    foreach (BlockView block in chain.Blocks)
                        output.WriteLine(Line(block));
                });
                if (chain.Total == 0)
                    run.Screen.Note("the account has no blocks");
                else if (chain.Total > (ulong)chain.Blocks.Count)
                    run.Screen.Note($"{chain.Blocks.Count} of {chain.Total} blocks");
                return ExitCode.Ok;
            },
            "dotnet xe chain --wallet alice",
            "dotnet xe chain ADDRESS --offset 0 --limit 10 --json");
    }

    private static async Task<ChainView> ReadAsync(XeClient client, Address address, ulong? offset, int limit, CancellationToken ct)
    {
        if (offset is null)
        {
            ulong total = (await client.GetChainAsync(address, 0, 1, ct).ConfigureAwait(false)).Total;
            offset = total > (ulong)limit ? total - (ulong)limit : 0;
        }
        ChainView chain;
        List<BlockView> blocks = [];
        do
        {
            int page = Math.Min(XeClient.MaxPage, limit - blocks.Count);
            chain = await client.GetChainAsync(address, offset.Value + (ulong)blocks.Count, page, ct).ConfigureAwait(false);
            blocks.AddRange(chain.Blocks);
        }
        while (chain.Blocks.Count > 0 && blocks.Count < limit && offset.Value + (ulong)blocks.Count < chain.Total);
        return chain with { Blocks = blocks };
    }

    private static string Line(BlockView view)
    {
        WireBlock block = view.Block;
        string what = block.Type switch
        {
            "send" => $"-{Amount.Format(block.Amount)} to {Shown.Address(block.Destination)}",
            "receive" => $"from {Hex.Short(block.Source)}",
            "burn" => "-" + Amount.Format(block.Amount),
            "mint" => "+" + Amount.Format(block.Amount),
            "claim" => "+1",
            _ => "",
        };
        return $"{Hex.Short(block.Hash)}  {Shown.Time(block.Timestamp)}  {block.Type,-16} {Amount.Format(block.Balance),20} {block.Asset,-4}  {(view.Finalized ? "final  " : "pending")}  {what}".TrimEnd();
    }
}
