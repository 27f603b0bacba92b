using Xe.Core.Crypto;
using Xe.Core.Json;
using Xe.Core.Primitives;

namespace Xe.Core.Keys;

/// <summary>Parses an encrypted wallet file; unknown members are refused, so that nothing unauthenticated is carried along.</summary>
internal ref struct EncryptedWalletReader
{
    private string _format, _address, _publicKey, _kdf, _salt, _cipher, _nonce, _ciphertext;
    private ulong _version, _operations, _memoryBytes;

    internal static EncryptedWallet? Read(ReadOnlySpan<byte> content, out string? fault)
    {
        EncryptedWalletReader fields = new()
        {
            _format = "",
            _address = "",
            _publicKey = "",
            _kdf = "",
            _salt = "",
            _cipher = "",
            _nonce = "",
            _ciphertext = "",
        };
        if (!GoJsonReader.TryCreate(content, TrailingData.Refuse, refuseUnknownMembers: true, out GoJsonReader reader, out fault))
            return null;
        fields.ReadMembers(ref reader);
        fault = reader.Error;
        return fault is null ? fields.Build(out fault) : null;
    }

    private void ReadMembers(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("format"u8))
                reader.ReadString(ref _format);
            else if (name.SequenceEqual("version"u8))
                reader.ReadUInt64(ref _version);
            else if (name.SequenceEqual("address"u8))
                reader.ReadString(ref _address);
            else if (name.SequenceEqual("public_key"u8))
                reader.ReadString(ref _publicKey);
            else if (name.SequenceEqual("kdf"u8))
                ReadKdf(ref reader);
            else if (name.SequenceEqual("cipher"u8))
                ReadCipher(ref reader);
            else
                reader.SkipUnknown();
        }
    }

    private void ReadKdf(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
                reader.ReadString(ref _kdf);
            else if (name.SequenceEqual("operations"u8))
                reader.ReadUInt64(ref _operations);
            else if (name.SequenceEqual("memory_bytes"u8))
                reader.ReadUInt64(ref _memoryBytes);
            else if (name.SequenceEqual("salt"u8))
                reader.ReadString(ref _salt);
            else
                reader.SkipUnknown();
        }
    }

    private void ReadCipher(ref GoJsonReader reader)
    {
        if (!reader.BeginObject())
            return;
        while (reader.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
                reader.ReadString(ref _cipher);
            else if (name.SequenceEqual("nonce"u8))
                reader.ReadString(ref _nonce);
            else if (name.SequenceEqual("ciphertext"u8))
                reader.ReadString(ref _ciphertext);
            else
                reader.SkipUnknown();
        }
    }

    private readonly EncryptedWallet? Build(out string? fault)
    {
        fault = null;
        if (_format != EncryptedWalletFormat.Format)
            fault = "format is not xe-wallet";
        else if (_version != EncryptedWalletFormat.Version)
            fault = $"version {_version} is not known to this program";
        else if (_kdf != EncryptedWalletFormat.KdfName || _cipher != EncryptedWalletFormat.CipherName)
            fault = "kdf or cipher is not known to this program";
        byte[] salt = new byte[PasswordHash.SaltSize];
        byte[] nonce = new byte[XChaCha20Poly1305.NonceSize];
        byte[] ciphertext = new byte[AccountKey.SeedSize + XChaCha20Poly1305.TagSize];
        if (fault is not null)
            return null;
        bool whole = Hex.TryDecode(_salt, salt) & Hex.TryDecode(_nonce, nonce) & Hex.TryDecode(_ciphertext, ciphertext)
            & Address.TryParse(_address, out Address address) & PublicKey.TryParse(_publicKey, out PublicKey key);
        WalletKdf kdf = new((int)Math.Min(_operations, int.MaxValue), (long)Math.Min(_memoryBytes, long.MaxValue));
        if (!whole || Address.FromPublicKey(key) != address)
            fault = "a member is missing, malformed or does not fit the others";
        else if (!kdf.IsSane)
            fault = "the cost of its key derivation is out of range";
        return fault is null ? new EncryptedWallet(address, key, kdf, salt, nonce, ciphertext) : null;
    }
}
