using System.CommandLine;
using Xe.Client.Wallets;
using Xe.Core.Keys;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Wallet;

/// <summary><c>wallet password</c>: another password, or the change between plain and encrypted form.</summary>
internal static class WalletPasswordCommand
{
    internal static Command Create()
    {
        Argument<string?> name = WalletCommands.NameArgument();
        Option<bool> plain = WalletCommands.PlainOption();
        PasswordOptionSet current = new(), replacement = new("new-");
        return Verb.Create(
            "password", "Change the password of a wallet, or encrypt a plain one", [name, .. current.Symbols, .. replacement.Symbols, plain],
            (run, _) =>
            {
                string path = WalletLocation.Resolve(run.Get(name));
                using AccountKey key = WalletStore.Open(path, () => current.Ask(run, "Password: "));
                using WalletPassword? secret = run.Get(plain) ? null : replacement.AskNew(run);
                WalletCommands.Show(run, WalletStore.Rewrite(path, key, secret));
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe wallet password alice --new-password-file new.password");
    }
}
