using Xe.Client.Wallets;

namespace Xe.PowerShell.Cmdlets;

/// <summary>A wallet as the user names it: a name of the wallet directory, or a path of the shell.</summary>
internal static class WalletPath
{
    /// <summary>The file meant; null or "" is the default wallet.</summary>
    /// <param name="nameOrPath">As given.</param>
    /// <param name="shellPath">Makes a path of the shell an absolute one.</param>
    public static string Of(string? nameOrPath, Func<string, string> shellPath) =>
        string.IsNullOrEmpty(nameOrPath) || !nameOrPath.AsSpan().ContainsAny("/\\.~")
            ? WalletLocation.Resolve(nameOrPath)
            : shellPath(nameOrPath);
}
