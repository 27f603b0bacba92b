using System.Management.Automation;
using System.Security;
using Xe.Client.Blocks;
using Xe.Client.Wallets;
using Xe.Core.Keys;
using Xe.Core.Work;

namespace Xe.PowerShell.Cmdlets;

/// <summary>A cmdlet that signs with a wallet. The key stays in this process.</summary>
public abstract class SigningCmdlet : NodeCmdlet
{
    /// <summary>Environment variable with the passphrase, for scripts.</summary>
    internal const string PassphraseVariable = "XE_WALLET_PASSWORD";

    private const int WorkProgressId = 71_001;

    private AccountKey? _key;

    /// <summary>The wallet that signs.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string? Wallet { get; set; }

    /// <summary>Opens an encrypted wallet.</summary>
    [Parameter]
    public SecureString? Passphrase { get; set; }

    /// <summary>The wallet's file.</summary>
    private protected string KeyPath => WalletPath.Of(Wallet, FullPath);

    /// <summary>The wallet's public part; asks for nothing.</summary>
    private protected WalletInfo WalletInfo => WalletStore.Read(KeyPath);

    /// <summary>The wallet's key; opened once.</summary>
    private protected AccountKey Key => _key ??= WalletStore.Open(KeyPath, Secret);

    /// <summary>Blocks of the node that is meant, with progress of their work.</summary>
    private protected BlockFactory Blocks => new(Api, new BlockFactoryOptions { Work = new Progress<WorkProgress>(ShowWork) });

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _key?.Dispose();
        base.Dispose(disposing);
    }

    private WalletPassword? Secret()
    {
        if (Passphrase is not null)
            return Cmdlets.Passphrase.From(Passphrase);
        if (Environment.GetEnvironmentVariable(PassphraseVariable) is { Length: > 0 } variable)
            return WalletPassword.FromText(variable);
        return Cmdlets.Passphrase.From(NewPassphrase.Read(Host, $"Passphrase for {KeyPath}: "));
    }

    private void ShowWork(WorkProgress progress) => Progress(
        WorkProgressId, "Proof of work", $"{progress.Attempts:N0} tries, {progress.AttemptsPerSecond:N0}/s");
}
