using System.CommandLine;
using Xe.Client.Blocks;
using Xe.Client.Http;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary><c>receive</c> (spec 09 §4.3): everything that is pending, or one send. Fails where one of them fails.</summary>
internal static class ReceiveCommand
{
    internal static Command Create()
    {
        Argument<string?> send = new("SEND") { Description = "Hash of the send to take in (default: all that are pending)", Arity = ArgumentArity.ZeroOrOne };
        PublishOptionSet options = new();
        return Verb.Create(
            "receive", "Take in what was sent to the wallet's account", [send, .. options.Symbols],
            async (run, ct) =>
            {
                Hash256? wanted = run.Get(send) is { } text ? Values.Hash(text, send.Name) : null;
                using XeClient client = options.Node.Connect(run);
                BlockFactory factory = options.Factory(run, client);
                await factory.GetFactsAsync(ct).ConfigureAwait(false);
                using AccountKey key = options.Wallet.Open(run);
                IReadOnlyList<ReceiveOutcome> outcomes = wanted is { } hash
                    ? [await OneAsync(client, factory, key, hash, ct).ConfigureAwait(false)]
                    : await factory.ReceiveAllAsync(key, new Display(run.Screen), ct).ConfigureAwait(false);
                foreach (ReceiveOutcome outcome in outcomes)
                {
                    if (outcome.Block is { } block)
                        await options.SettleAsync(run, factory, new BlockView(block, false), ct).ConfigureAwait(false);
                }
                run.Screen.Result([.. outcomes.Select(ReceiveResult.From)], ToolJson.Plain.IReadOnlyListReceiveResult, output => Write(output, outcomes));
                if (outcomes.Count == 0)
                    run.Screen.Note("No pending sends to receive.");
                return outcomes.All(outcome => outcome.Failure is null) ? ExitCode.Ok : ExitCode.Failed;
            },
            "dotnet xe receive --wallet bob",
            "dotnet xe receive 0f3a... --wait");
    }

    private static async Task<ReceiveOutcome> OneAsync(XeClient client, BlockFactory factory, AccountKey key, Hash256 hash, CancellationToken ct)
    {
        IReadOnlyList<PendingView> pending = await client.GetPendingAsync(key.Address, ct).ConfigureAwait(false);
        string wanted = hash.ToString();
        PendingView entry = pending.FirstOrDefault(candidate => candidate.SendHash == wanted)
            ?? throw new Client.XeException(Client.XeErrors.NotFound, $"nothing of {wanted} is pending for {key.Address}");
        return new ReceiveOutcome(entry, (await factory.ReceiveAsync(key, entry, ct).ConfigureAwait(false)).Block, null);
    }

    private static void Write(TextWriter output, IReadOnlyList<ReceiveOutcome> outcomes)
    {
        foreach (ReceiveOutcome outcome in outcomes.Where(outcome => outcome.Block is not null))
        {
            output.WriteLine($"Received {Amount.Format(outcome.Pending.Amount)} {outcome.Pending.Asset} from {Shown.Address(outcome.Pending.Source)}");
            output.WriteLine("  Hash: " + outcome.Block!.Hash);
        }
    }

    private sealed class Display(Screen screen) : IProgress<ReceiveOutcome>
    {
        public void Report(ReceiveOutcome value)
        {
            if (value.Failure is { } failure)
                screen.Must($"  skip {Hex.Short(value.Pending.SendHash)}: {failure.Message}");
        }
    }
}
