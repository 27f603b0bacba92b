using System.Management.Automation;
using System.Security;
using Xe.Client.Wallets;
using Xe.Core.Keys;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Export-XeWallet</c>: writes a wallet's seed in clear text, in the form every tool of the network reads.</summary>
[Cmdlet(VerbsData.Export, "XeWallet", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(FileInfo))]
public sealed class ExportWalletCommand : XeCmdlet
{
    /// <summary>The wallet.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string? Wallet { get; set; }

    /// <summary>The file to write; refused where there is one.</summary>
    [Parameter(Mandatory = true)]
    public string LiteralPath { get; set; } = "";

    /// <summary>Opens an encrypted wallet.</summary>
    [Parameter]
    public SecureString? Passphrase { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        string source = WalletPath.Of(Wallet, FullPath);
        string target = FullPath(LiteralPath);
        if (!ShouldProcess(target, $"Write the seed of {source} in clear text"))
            return Task.CompletedTask;
        using AccountKey key = WalletStore.Open(
            source, () => Cmdlets.Passphrase.From(Passphrase ?? NewPassphrase.Read(Host, $"Passphrase for {source}: ")));
        WalletStore.Create(target, key, null);
        WriteObject(new FileInfo(target));
        return Task.CompletedTask;
    }
}
