using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Xe.Libp2p.Crypto;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p;

/// <summary>The host's Ed25519 identity key (spec 06 §2.1).</summary>
public sealed class IdentityKey
{
    /// <summary>Length of the protobuf private key, in bytes.</summary>
    public const int EncodedLength = 68;

    private readonly byte[] _secret; // seed ‖ public key, as libsodium takes it

    private IdentityKey(byte[] secret)
    {
        _secret = secret;
        PublicKey = PublicKey.FromEd25519(secret.AsSpan(32));
        PeerId = PublicKey.ToPeerId();
    }

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The peer id of this key.</summary>
    public PeerId PeerId { get; }

    /// <summary>A new random key.</summary>
    public static IdentityKey Generate() => FromSeed(RandomNumberGenerator.GetBytes(32));

    /// <summary>The key of a 32-byte seed.</summary>
    public static IdentityKey FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, 32);
        byte[] secret = new byte[64];
        Sodium.SeedKeyPair(seed, secret);
        return new IdentityKey(secret);
    }

    /// <summary>Reads the protobuf private key of 68 bytes; false where it is another type, malformed, or
    /// its public half does not belong to its seed.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out IdentityKey? key)
    {
        key = null;
        ulong type = 0;
        ReadOnlySpan<byte> data = default;
        ProtoReader reader = new(encoded);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == 1 && wire == WireType.Varint) reader.TryReadVarint(out type);
            else if (field == 2 && wire == WireType.Bytes) reader.TryReadBytes(out data);
            else reader.TrySkip(wire);
        }
        if (reader.Failed || type != PublicKey.Ed25519 || data.Length != 64) return false;
        IdentityKey derived = FromSeed(data[..32]);
        if (!derived._secret.AsSpan().SequenceEqual(data)) return false;
        key = derived;
        return true;
    }

    /// <summary>The protobuf private key, 68 bytes.</summary>
    public byte[] Encode() => [0x08, 0x01, 0x12, 0x40, .. _secret];

    /// <summary>Reads <c>host.key</c>, or makes a key and writes the file (mode 0600, directory 0700) where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is no libp2p Ed25519 private key.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static IdentityKey LoadOrCreate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
        {
            if (new FileInfo(path).Length > 4096 || !TryDecode(File.ReadAllBytes(path), out IdentityKey? loaded))
                throw new InvalidDataException($"corrupt host key file {path}: expected a libp2p Ed25519 private key of {EncodedLength} bytes");
            return loaded;
        }
        string? directory = Path.GetDirectoryName(Path.GetFullPath(path));
        if (directory is not null && !Directory.Exists(directory))
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
            else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        IdentityKey created = Generate();
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using FileStream file = new(path, options);
        file.Write(created.Encode());
        file.Flush(flushToDisk: true);
        return created;
    }

    /// <summary>Signs with Ed25519; 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[Sodium.SignatureBytes];
        Sodium.Sign(signature, message, _secret);
        return signature;
    }

    /// <summary>Signs with Ed25519 into a span of 64 bytes.</summary>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, Sodium.SignatureBytes);
        Sodium.Sign(signature, message, _secret);
    }
}
