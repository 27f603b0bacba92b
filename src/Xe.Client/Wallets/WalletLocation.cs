using System.Buffers;

namespace Xe.Client.Wallets;

/// <summary>Where wallets lie: a name means a file of the wallet directory, anything with a separator or a dot is a path.</summary>
public static class WalletLocation
{
    /// <summary>Extension of named wallets.</summary>
    public const string Extension = ".wallet";

    /// <summary>Environment variable that names the default wallet (spec 09 §2).</summary>
    public const string WalletVariable = "XE_WALLET";

    /// <summary>Environment variable that names the wallet directory.</summary>
    public const string DirectoryVariable = "XE_WALLET_DIR";

    /// <summary>Name of the wallet that is meant where none is named: the public command line's <c>wallet.seed</c>.</summary>
    public const string DefaultName = "default";

    private const string DefaultFile = "wallet.seed";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>The wallet directory: <c>XE_WALLET_DIR</c>, else <c>~/.xe</c>.</summary>
    public static string Directory =>
        Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } directory
            ? System.IO.Path.GetFullPath(directory)
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".xe");

    /// <summary>The file a name or path means; null or "" means <c>XE_WALLET</c>, else the default wallet.</summary>
    /// <exception cref="XeException">The name has characters that names do not have.</exception>
    public static string Resolve(string? nameOrPath)
    {
        if (string.IsNullOrEmpty(nameOrPath))
            nameOrPath = Environment.GetEnvironmentVariable(WalletVariable);
        if (string.IsNullOrEmpty(nameOrPath) || nameOrPath == DefaultName)
            return System.IO.Path.Combine(Directory, DefaultFile);
        if (nameOrPath.AsSpan().ContainsAny("/\\."))
            return System.IO.Path.GetFullPath(nameOrPath);
        return nameOrPath.Length <= 64 && !nameOrPath.AsSpan().ContainsAnyExcept(NameCharacters)
            ? System.IO.Path.Combine(Directory, nameOrPath + Extension)
            : throw new XeException(XeErrors.BadValue, "a wallet name has 1 to 64 letters, digits, '-' and '_'; for a file give a path with a separator");
    }

    /// <summary>The shortest way to name a wallet file: its name where it lies in the wallet directory, else the path.</summary>
    public static string NameOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!string.Equals(System.IO.Path.GetDirectoryName(path), Directory, StringComparison.Ordinal))
            return path;
        string file = System.IO.Path.GetFileName(path);
        if (file == DefaultFile)
            return DefaultName;
        string name = System.IO.Path.GetFileNameWithoutExtension(file);
        return file.EndsWith(Extension, StringComparison.Ordinal) && !name.Contains('.', StringComparison.Ordinal) ? name : path;
    }

    /// <summary>The wallet files of the wallet directory, in order of their names.</summary>
    public static IReadOnlyList<string> List()
    {
        if (!System.IO.Directory.Exists(Directory))
            return [];
        string standard = System.IO.Path.Combine(Directory, DefaultFile);
        IEnumerable<string> named = System.IO.Directory.EnumerateFiles(Directory, "*" + Extension).Order(StringComparer.Ordinal);
        return [.. File.Exists(standard) ? [standard] : Array.Empty<string>(), .. named];
    }
}
