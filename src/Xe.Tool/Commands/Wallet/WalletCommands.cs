using System.CommandLine;
using Xe.Client;
using Xe.Client.Wallets;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Wallet;

/// <summary><c>dotnet xe wallet</c>.</summary>
internal static class WalletCommands
{
    internal static Command Create() => Verb.Group(
        "wallet", "Make and keep wallets: an account's key in a file, encrypted",
        WalletNewCommand.Create(), WalletShowCommand.Create(), WalletListCommand.Create(), WalletImportCommand.Create(),
        WalletExportCommand.Create(), WalletPasswordCommand.Create());

    internal static Argument<string?> NameArgument() => new("NAME")
    {
        Description = "Wallet name, or file (default: XE_WALLET, else the wallet 'default')",
        Arity = ArgumentArity.ZeroOrOne,
    };

    internal static Option<bool> PlainOption() => new("--no-encryption") { Description = "Keep the seed in clear text, as the public command line does" };

    internal static void Show(Run run, WalletInfo wallet)
    {
        WalletResult result = WalletResult.From(wallet);
        run.Screen.Result(result, ToolJson.Plain.WalletResult, result.Write);
    }

    /// <summary>Before a password is asked for in vain.</summary>
    internal static void RefuseExisting(string path)
    {
        if (File.Exists(path))
            throw new XeException(XeErrors.WalletExists, $"wallet {path} exists already; nothing was changed");
    }
}
