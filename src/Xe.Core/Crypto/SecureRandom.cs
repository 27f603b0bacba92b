namespace Xe.Core.Crypto;

/// <summary>Random bytes fit for keys, salts and nonces, from libsodium's system generator.</summary>
public static class SecureRandom
{
    /// <summary>Fills <paramref name="buffer"/> with unpredictable bytes.</summary>
    public static void Fill(Span<byte> buffer)
    {
        SodiumLibrary.Initialize();
        Sodium.RandomBytes(buffer, (nuint)buffer.Length);
    }
}
