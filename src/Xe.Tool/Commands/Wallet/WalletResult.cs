using Xe.Client.Wallets;

namespace Xe.Tool.Commands.Wallet;

/// <summary>A wallet as commands show it.</summary>
internal sealed record WalletResult(string Name, string Path, string Address, string PublicKey, bool Encrypted)
{
    internal static WalletResult From(WalletInfo wallet) =>
        new(wallet.Name, wallet.Path, wallet.Address.ToString(), wallet.PublicKey.ToString(), wallet.Encrypted);

    internal void Write(TextWriter output)
    {
        output.WriteLine("name".PadRight(12) + Name);
        output.WriteLine("address".PadRight(12) + Address);
        output.WriteLine("public key".PadRight(12) + PublicKey);
        output.WriteLine("file".PadRight(12) + Path);
        output.WriteLine("encrypted".PadRight(12) + (Encrypted ? "yes" : "NO: whoever reads the file owns the account"));
    }
}
