using Xe.Client.Wallets;

namespace Xe;

/// <summary>A wallet file, without its secret.</summary>
public sealed class Wallet
{
    internal Wallet(WalletInfo info)
    {
        Name = info.Name;
        Path = info.Path;
        Address = info.Address.ToString();
        PublicKey = info.PublicKey.ToString();
        Encrypted = info.Encrypted;
    }

    /// <summary>Its short name.</summary>
    public string Name { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The account.</summary>
    public string Address { get; }

    /// <summary>Its key.</summary>
    public string PublicKey { get; }

    /// <summary>Whether a passphrase opens it.</summary>
    public bool Encrypted { get; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
