using System.Management.Automation;
using Xe.Client;
using Xe.Client.Wallets;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeWallet</c>: what wallet files show without their passphrase.</summary>
[Cmdlet(VerbsCommon.Get, "XeWallet")]
[OutputType(typeof(Wallet))]
public sealed class GetWalletCommand : XeCmdlet
{
    /// <summary>Names or paths; every wallet of the wallet directory where absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string[]? Path { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        IEnumerable<string> paths = Path is { Length: > 0 } ? Path.Select(p => WalletPath.Of(p, FullPath)) : WalletLocation.List();
        foreach (string path in paths)
        {
            try
            {
                WriteObject(new Wallet(WalletStore.Read(path)));
            }
            catch (XeException failure)
            {
                Report(failure, path);
            }
        }
        return Task.CompletedTask;
    }
}
