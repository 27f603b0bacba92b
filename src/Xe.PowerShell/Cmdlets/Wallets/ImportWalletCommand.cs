using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using Xe.Client;
using Xe.Client.Wallets;
using Xe.Core.Keys;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Import-XeWallet</c>: a wallet from a seed, or from a wallet file of any tool of the network.</summary>
[Cmdlet(VerbsData.Import, "XeWallet", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType(typeof(Wallet))]
public sealed class ImportWalletCommand : XeCmdlet
{
    private const string FileSet = "File";
    private const string SeedSet = "Seed";

    /// <summary>The file to read.</summary>
    [Parameter(ParameterSetName = FileSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string LiteralPath { get; set; } = "";

    /// <summary>The seed, 64 hex digits.</summary>
    [Parameter(ParameterSetName = SeedSet, Mandatory = true)]
    public SecureString Seed { get; set; } = null!;

    /// <summary>Name or path of the new wallet.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Encrypts the new wallet, and opens the file where that is encrypted.</summary>
    [Parameter]
    public SecureString? Passphrase { get; set; }

    /// <summary>Writes the seed in clear text.</summary>
    [Parameter]
    public SwitchParameter NoEncryption { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        string path = WalletPath.Of(Path, FullPath);
        using AccountKey key = ParameterSetName == SeedSet ? FromSeed() : WalletStore.Open(FullPath(LiteralPath), Secret);
        if (!ShouldProcess(path, $"Import account {key.Address}"))
            return Task.CompletedTask;
        using WalletPassword? password = NoEncryption ? null : Cmdlets.Passphrase.From(Passphrase ?? NewPassphrase.Ask(Host));
        WriteObject(new Wallet(WalletStore.Create(path, key, password)));
        return Task.CompletedTask;
    }

    private WalletPassword? Secret() => Cmdlets.Passphrase.From(Passphrase ?? NewPassphrase.Read(Host, $"Passphrase for {LiteralPath}: "));

    private unsafe AccountKey FromSeed()
    {
        nint text = Marshal.SecureStringToGlobalAllocUnicode(Seed);
        byte[] seed = GC.AllocateArray<byte>(AccountKey.SeedSize, pinned: true);
        try
        {
            ReadOnlySpan<char> hex = new((char*)text, Seed.Length);
            return hex.Length == 2 * AccountKey.SeedSize && Convert.FromHexString(hex, seed, out _, out _) == System.Buffers.OperationStatus.Done
                ? AccountKey.FromSeed(seed)
                : throw new XeException(XeErrors.BadValue, "a seed is 64 hex digits");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}
