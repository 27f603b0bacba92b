using System.Security.Cryptography;
using Xe.Core;
using Xe.Core.Keys;

namespace Xe.Client.Wallets;

/// <summary>Reads and writes wallet files: the encrypted form, and the plain one of the public command line (spec 01 §18).
/// Nothing here overwrites a wallet that it was not told to change.</summary>
public static class WalletStore
{
    /// <summary>Shortest password of a new wallet, characters.</summary>
    public const int MinPasswordLength = 8;

    /// <summary>What a wallet shows without its password.</summary>
    /// <exception cref="XeException">"wallet_missing", "wallet_corrupt", "file_failed".</exception>
    public static WalletInfo Read(string path)
    {
        byte[] content = Content(path);
        try
        {
            if (EncryptedWalletFormat.IsEncrypted(content))
            {
                return EncryptedWalletFormat.TryReadPublic(path, content, out EncryptedWallet? wallet, out Rejection? refused)
                    ? new WalletInfo(WalletLocation.NameOf(path), path, wallet.Address, wallet.PublicKey, Encrypted: true)
                    : throw XeException.From(refused);
            }
            if (!PlainWalletFormat.TryRead(path, content, out AccountKey? key, out Rejection? rejection))
                throw XeException.From(rejection);
            using (key)
                return new WalletInfo(WalletLocation.NameOf(path), path, key.Address, key.PublicKey, Encrypted: false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Opens a wallet; the password is asked for only where the file is encrypted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Gives the password; null where none can be had.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="XeException">"wallet_missing", "wallet_corrupt", "wallet_locked", "wallet_passphrase", "wallet_memory",
    /// "file_failed".</exception>
    public static AccountKey Open(string path, Func<WalletPassword?> password)
    {
        ArgumentNullException.ThrowIfNull(password);
        byte[] content = Content(path);
        try
        {
            AccountKey? key;
            Rejection? rejection;
            if (!EncryptedWalletFormat.IsEncrypted(content))
                return PlainWalletFormat.TryRead(path, content, out key, out rejection) ? key : throw XeException.From(rejection);
            using WalletPassword given = password()
                ?? throw new XeException(XeErrors.WalletLocked, $"wallet {path} is encrypted and no password was given");
            return EncryptedWalletFormat.TryRead(path, content, given.Utf8, out key, out rejection) ? key : throw XeException.From(rejection);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Writes a new wallet file.</summary>
    /// <param name="path">The file; refused where there is one.</param>
    /// <param name="key">The key to keep.</param>
    /// <param name="password">Null writes the plain form.</param>
    /// <param name="kdf">Cost of unlocking; null = <see cref="WalletKdf.Default"/>.</param>
    public static WalletInfo Create(string path, AccountKey key, WalletPassword? password, WalletKdf? kdf = null)
    {
        if (File.Exists(path))
            throw new XeException(XeErrors.WalletExists, $"wallet {path} exists already; nothing was changed");
        return Write(path, key, password, kdf, overwrite: false);
    }

    /// <summary>Rewrites a wallet file under another password, or in plain form. The old file stays until the new one is whole.</summary>
    public static WalletInfo Rewrite(string path, AccountKey key, WalletPassword? password, WalletKdf? kdf = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Read(path).Address == key.Address
            ? Write(path, key, password, kdf, overwrite: true)
            : throw new XeException(XeErrors.BadValue, $"the key is not the one of wallet {path}");
    }

    private static WalletInfo Write(string path, AccountKey key, WalletPassword? password, WalletKdf? kdf, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(key);
        byte[] content = password is null
            ? PlainWalletFormat.Write(key)
            : EncryptedWalletFormat.Write(key, password.Utf8, kdf ?? WalletKdf.Default)
                ?? throw new XeException("wallet_memory", "not enough memory to derive the wallet's key");
        try
        {
            Files.WritePrivate(path, content, overwrite);
        }
        catch (XeException e) when (e.Code == "file_exists")
        {
            throw new XeException(XeErrors.WalletExists, $"wallet {path} exists already; nothing was changed", cause: e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
        return new WalletInfo(WalletLocation.NameOf(path), path, key.Address, key.PublicKey, password is not null);
    }

    private static byte[] Content(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Files.ReadBounded(path, EncryptedWalletFormat.MaxBytes)
            ?? throw new XeException(XeErrors.WalletMissing, $"no wallet found at {path} — run: dotnet xe wallet new");
    }
}
