using System.CommandLine;
using Xe.Client.Wallets;
using Xe.Core.Keys;

namespace Xe.Tool.Cli;

/// <summary>The options that name and open a wallet.</summary>
internal sealed class WalletOptionSet
{
    private readonly Option<string?> _wallet = new("--wallet", "-w")
    {
        Description = "Wallet name, or file (default: XE_WALLET, else the wallet 'default')",
        HelpName = "NAME|FILE",
    };

    private readonly PasswordOptionSet _password = new();

    /// <summary>Name and password.</summary>
    internal IReadOnlyList<Symbol> Symbols => [_wallet, .. _password.Symbols];

    /// <summary>The name alone, for commands that need no secret.</summary>
    internal Option<string?> Name => _wallet;

    /// <summary>The wallet's file.</summary>
    internal string Path(Run run) => WalletLocation.Resolve(run.Get(_wallet));

    /// <summary>The public part.</summary>
    internal WalletInfo Read(Run run) => WalletStore.Read(Path(run));

    /// <summary>Opens it; the caller disposes the key.</summary>
    internal AccountKey Open(Run run)
    {
        string path = Path(run);
        return WalletStore.Open(path, () => _password.Ask(run, $"Password of wallet {WalletLocation.NameOf(path)}: "));
    }
}
