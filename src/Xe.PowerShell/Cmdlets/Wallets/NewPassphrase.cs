using System.Management.Automation.Host;
using System.Security;
using Xe.Client;

namespace Xe.PowerShell.Cmdlets;

/// <summary>Asks for the passphrase of a new wallet, twice.</summary>
internal static class NewPassphrase
{
    public static SecureString Ask(PSHost host)
    {
        SecureString first = Read(host, "Passphrase for the new wallet: ");
        using SecureString second = Read(host, "Once more: ");
        using Client.Wallets.WalletPassword one = Passphrase.From(first);
        using Client.Wallets.WalletPassword two = Passphrase.From(second);
        return one.Utf8.SequenceEqual(two.Utf8) ? first : throw new XeException(XeErrors.BadValue, "the two passphrases differ; nothing was written");
    }

    /// <summary>Asks once.</summary>
    public static SecureString Read(PSHost host, string prompt)
    {
        host.UI.Write(prompt);
        return host.UI.ReadLineAsSecureString();
    }
}
