using System.CommandLine;
using Xe.Client.Wallets;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Wallet;

/// <summary><c>wallet show</c>: the public part of a wallet.</summary>
internal static class WalletShowCommand
{
    internal static Command Create()
    {
        Argument<string?> name = WalletCommands.NameArgument();
        return Verb.Create(
            "show", "Show address and public key of a wallet; no password is needed", [name],
            (run, _) =>
            {
                WalletCommands.Show(run, WalletStore.Read(WalletLocation.Resolve(run.Get(name))));
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe wallet show",
            "dotnet xe wallet show alice --json");
    }
}
