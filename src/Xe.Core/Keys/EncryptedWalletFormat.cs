using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Xe.Core.Crypto;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Keys;

/// <summary>
/// The encrypted wallet file, the default for new wallets: one JSON object with <c>format</c> "xe-wallet", <c>version</c> 1,
/// <c>address</c>, <c>public_key</c>, <c>kdf</c> {"name":"argon2id","operations","memory_bytes","salt"}, <c>cipher</c>
/// {"name":"xchacha20-poly1305","nonce","ciphertext"}; binary members are lower-case hex. The plaintext is the 32-byte seed;
/// the authenticated data is the tag "xe-wallet/v1" and every public member, so none can be exchanged. Address and key are
/// readable without the passphrase.
/// </summary>
public static class EncryptedWalletFormat
{
    internal const string Format = "xe-wallet";
    internal const ulong Version = 1;
    internal const string KdfName = "argon2id";
    internal const string CipherName = "xchacha20-poly1305";

    /// <summary>Longest file looked at, bytes.</summary>
    public const int MaxBytes = 16_384;

    /// <summary>True where content is a JSON object, as only this form is: the plain form is hex.</summary>
    public static bool IsEncrypted(ReadOnlySpan<byte> content) => content.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>Encrypts a key. Null where the memory for the derivation could not be had.</summary>
    /// <param name="key">The key.</param>
    /// <param name="passphrase">The passphrase, UTF-8; the caller overwrites it after use.</param>
    /// <param name="kdf">Cost of the derivation.</param>
    public static byte[]? Write(AccountKey key, ReadOnlySpan<byte> passphrase, WalletKdf kdf)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!kdf.IsSane)
            throw new ArgumentOutOfRangeException(nameof(kdf), kdf, "cost out of range");
        byte[] salt = new byte[PasswordHash.SaltSize];
        byte[] nonce = new byte[XChaCha20Poly1305.NonceSize];
        SecureRandom.Fill(salt);
        SecureRandom.Fill(nonce);
        EncryptedWallet wallet = new(key.Address, key.PublicKey, kdf, salt, nonce, new byte[AccountKey.SeedSize + XChaCha20Poly1305.TagSize]);
        Span<byte> seed = stackalloc byte[AccountKey.SeedSize];
        Span<byte> secret = stackalloc byte[XChaCha20Poly1305.KeySize];
        bool derived = PasswordHash.DeriveKey(passphrase, salt, kdf.Operations, kdf.MemoryBytes, secret);
        if (derived)
        {
            key.CopySeed(seed);
            XChaCha20Poly1305.Encrypt(secret, nonce, seed, AssociatedData(wallet), wallet.Ciphertext);
        }
        CryptographicOperations.ZeroMemory(seed);
        CryptographicOperations.ZeroMemory(secret);
        return derived ? Serialise(wallet) : null;
    }

    /// <summary>Reads the public part without a passphrase; refused with "corrupt wallet file: PATH" and the reason.</summary>
    public static bool TryReadPublic(
        string path, ReadOnlySpan<byte> content, [NotNullWhen(true)] out EncryptedWallet? wallet, [NotNullWhen(false)] out Rejection? rejection)
    {
        string? fault = content.Length > MaxBytes ? "too long" : null;
        wallet = fault is null ? EncryptedWalletReader.Read(content, out fault) : null;
        rejection = wallet is null ? new Rejection("wallet_corrupt", $"corrupt wallet file: {path}: {fault}") : null;
        return wallet is not null;
    }

    /// <summary>Decrypts the key: false with "corrupt wallet file: …" or "wrong passphrase for wallet PATH".</summary>
    /// <param name="path">Shown in messages.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="passphrase">The passphrase, UTF-8; the caller overwrites it after use.</param>
    /// <param name="key">The key.</param>
    /// <param name="rejection">Why there is none.</param>
    public static bool TryRead(
        string path, ReadOnlySpan<byte> content, ReadOnlySpan<byte> passphrase,
        [NotNullWhen(true)] out AccountKey? key, [NotNullWhen(false)] out Rejection? rejection)
    {
        key = null;
        if (!TryReadPublic(path, content, out EncryptedWallet? wallet, out rejection))
            return false;
        Span<byte> secret = stackalloc byte[XChaCha20Poly1305.KeySize];
        Span<byte> seed = stackalloc byte[AccountKey.SeedSize];
        if (!PasswordHash.DeriveKey(passphrase, wallet.Salt, wallet.Kdf.Operations, wallet.Kdf.MemoryBytes, secret))
            rejection = new Rejection("wallet_memory", $"cannot unlock wallet {path}: {wallet.Kdf.MemoryBytes >> 20} MiB of memory are needed");
        else if (!XChaCha20Poly1305.TryDecrypt(secret, wallet.Nonce, wallet.Ciphertext, AssociatedData(wallet), seed))
            rejection = new Rejection("wallet_passphrase", "wrong passphrase for wallet " + path);
        else
            key = AccountKey.FromSeed(seed);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(seed);
        if (key is not null && key.PublicKey != wallet.PublicKey)
        {
            key.Dispose();
            key = null;
            rejection = new Rejection("wallet_corrupt", $"corrupt wallet file: {path}: the seed is not of its public key");
        }
        return key is not null;
    }

    private static byte[] AssociatedData(EncryptedWallet wallet) => Encoding.ASCII.GetBytes(
        $"xe-wallet/v1\n{wallet.Address}\n{wallet.PublicKey}\nargon2id\n{wallet.Kdf.Operations}\n{wallet.Kdf.MemoryBytes}\n{Hex.Encode(wallet.Salt)}\n{Hex.Encode(wallet.Nonce)}\n");

    private static byte[] Serialise(EncryptedWallet wallet)
    {
        ArrayBufferWriter<byte> output = new(512);
        GoJsonWriter writer = new(output);
        writer.BeginObject();
        writer.String("format"u8, Format);
        writer.UInt64("version"u8, Version);
        writer.String("address"u8, wallet.Address.ToString());
        writer.String("public_key"u8, wallet.PublicKey.ToString());
        writer.Name("kdf"u8);
        writer.BeginObject();
        writer.String("name"u8, KdfName);
        writer.UInt64("operations"u8, (ulong)wallet.Kdf.Operations);
        writer.UInt64("memory_bytes"u8, (ulong)wallet.Kdf.MemoryBytes);
        writer.Hex("salt"u8, wallet.Salt);
        writer.EndObject();
        writer.Name("cipher"u8);
        writer.BeginObject();
        writer.String("name"u8, CipherName);
        writer.Hex("nonce"u8, wallet.Nonce);
        writer.Hex("ciphertext"u8, wallet.Ciphertext);
        writer.EndObject();
        writer.EndObject();
        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }
}
