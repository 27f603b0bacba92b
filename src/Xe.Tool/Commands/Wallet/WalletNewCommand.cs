using System.CommandLine;
using Xe.Client.Wallets;
using Xe.Core.Keys;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Wallet;

/// <summary><c>wallet new</c>: a new key in a new file.</summary>
internal static class WalletNewCommand
{
    internal static Command Create()
    {
        Argument<string?> name = WalletCommands.NameArgument();
        Option<bool> plain = WalletCommands.PlainOption();
        PasswordOptionSet password = new();
        return Verb.Create(
            "new", "Make a wallet with a new key", [name, .. password.Symbols, plain],
            (run, _) =>
            {
                string path = WalletLocation.Resolve(run.Get(name));
                WalletCommands.RefuseExisting(path);
                using WalletPassword? secret = run.Get(plain) ? null : password.AskNew(run);
                using AccountKey key = AccountKey.Generate();
                WalletCommands.Show(run, WalletStore.Create(path, key, secret));
                run.Screen.Note("Keep a copy of the file and of its password: nothing else opens the account.");
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe wallet new",
            "dotnet xe wallet new alice --password-file alice.password");
    }
}
