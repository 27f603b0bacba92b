using System.CommandLine;
using Xe.Client;
using Xe.Client.Wallets;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Wallet;

/// <summary><c>wallet list</c>: the wallets of the wallet directory.</summary>
internal static class WalletListCommand
{
    internal static Command Create() => Verb.Create(
        "list", "List the wallets of the wallet directory", [],
        (run, _) =>
        {
            List<WalletResult> wallets = [];
            int damaged = 0;
            foreach (string path in WalletLocation.List())
            {
                try
                {
                    wallets.Add(WalletResult.From(WalletStore.Read(path)));
                }
                catch (XeException e)
                {
                    // One that cannot be read does not hide the others.
                    run.Screen.Error(e);
                    damaged++;
                }
            }
            run.Screen.Result(wallets, ToolJson.Plain.IReadOnlyListWalletResult, output =>
            {
                foreach (WalletResult wallet in wallets)
                    output.WriteLine($"{wallet.Name,-20} {wallet.Address}{(wallet.Encrypted ? "" : "  not encrypted")}");
            });
            if (wallets.Count == 0 && damaged == 0)
                run.Screen.Note($"no wallets in {WalletLocation.Directory} — run: dotnet xe wallet new");
            return Task.FromResult(damaged == 0 ? ExitCode.Ok : ExitCode.Failed);
        });
}
