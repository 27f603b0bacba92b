using System.CommandLine;
using Xe.Client.Wallets;
using Xe.Core.Keys;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Wallet;

/// <summary><c>wallet export</c>: the seed in the plain form of the public command line, into a new file.</summary>
internal static class WalletExportCommand
{
    internal static Command Create()
    {
        WalletOptionSet wallet = new();
        Argument<string> file = new("FILE") { Description = "File to write, 0600; refused where it exists" };
        return Verb.Create(
            "export", "Write the seed in clear text into a new file, as the public command line keeps it", [file, .. wallet.Symbols],
            (run, _) =>
            {
                using AccountKey key = wallet.Open(run);
                WalletCommands.Show(run, WalletStore.Create(Path.GetFullPath(run.Get(file)!), key, password: null));
                run.Screen.Warn("whoever reads the file owns the account");
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe wallet export alice.seed --wallet alice");
    }
}
