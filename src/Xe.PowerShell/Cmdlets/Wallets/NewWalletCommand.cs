using System.Management.Automation;
using System.Security;
using Xe.Client;
using Xe.Client.Wallets;
using Xe.Core.Keys;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>New-XeWallet</c>: a new key in a wallet file, encrypted where the caller does not say otherwise.</summary>
[Cmdlet(VerbsCommon.New, "XeWallet", SupportsShouldProcess = true, DefaultParameterSetName = EncryptedSet)]
[OutputType(typeof(Wallet))]
public sealed class NewWalletCommand : XeCmdlet
{
    private const string EncryptedSet = "Encrypted";
    private const string PlainSet = "Plain";

    /// <summary>Name or path of the file; the default wallet where absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    /// <summary>Encrypts the file; asked for where absent.</summary>
    [Parameter(ParameterSetName = EncryptedSet)]
    public SecureString? Passphrase { get; set; }

    /// <summary>Writes the seed in clear text.</summary>
    [Parameter(ParameterSetName = PlainSet, Mandatory = true)]
    public SwitchParameter NoEncryption { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        string path = WalletPath.Of(Path, FullPath);
        if (!ShouldProcess(path, "Create wallet"))
            return Task.CompletedTask;
        using WalletPassword? password = NoEncryption ? null : Cmdlets.Passphrase.From(Passphrase ?? NewPassphrase.Ask(Host));
        if (password is { Utf8.Length: < WalletStore.MinPasswordLength })
            throw new XeException(XeErrors.BadValue, $"a passphrase has at least {WalletStore.MinPasswordLength} characters");
        using AccountKey key = AccountKey.Generate();
        WriteObject(new Wallet(WalletStore.Create(path, key, password)));
        return Task.CompletedTask;
    }
}
