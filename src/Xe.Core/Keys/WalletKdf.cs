using Xe.Core.Crypto;

namespace Xe.Core.Keys;

/// <summary>Cost of deriving a wallet's key from its passphrase (Argon2id, one lane).</summary>
/// <param name="Operations">Passes over the memory.</param>
/// <param name="MemoryBytes">Memory filled, bytes.</param>
public readonly record struct WalletKdf(int Operations, long MemoryBytes)
{
    /// <summary>Highest cost a file may ask for, so that a foreign file cannot take the machine: passes.</summary>
    public const int MaxOperations = 16;

    /// <summary>Highest cost a file may ask for: memory, bytes (1 GiB).</summary>
    public const long MaxMemoryBytes = 1L << 30;

    /// <summary>The cost of new wallets: 3 passes over 256 MiB.</summary>
    public static WalletKdf Default { get; } = new(PasswordHash.ModerateOperations, PasswordHash.ModerateMemoryBytes);

    /// <summary>True where both costs are in range.</summary>
    public bool IsSane => Operations is >= 1 and <= MaxOperations && MemoryBytes is >= 8192 and <= MaxMemoryBytes;
}
