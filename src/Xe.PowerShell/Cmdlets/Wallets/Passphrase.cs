using System.Runtime.InteropServices;
using System.Security;
using Xe.Client.Wallets;

namespace Xe.PowerShell.Cmdlets;

/// <summary>The shell's secure strings as wallet passwords; no copy in managed text is made.</summary>
internal static class Passphrase
{
    public static unsafe WalletPassword From(SecureString secret)
    {
        nint text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return WalletPassword.FromText(new ReadOnlySpan<char>((char*)text, secret.Length));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}
