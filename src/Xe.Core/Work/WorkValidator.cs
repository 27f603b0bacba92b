namespace Xe.Core.Work;

/// <summary>The proof-of-work value and its check (spec 01 §12).</summary>
public static class WorkValidator
{
    /// <summary>Length of the hash that work is bound to, in bytes.</summary>
    public const int HashSize = 32;

    /// <summary>value = BLAKE2b-8(nonce little-endian ‖ hash), read as a big-endian number.</summary>
    /// <param name="nonce">Any 64-bit number.</param>
    /// <param name="hash">32 bytes: block hash or envelope id.</param>
    /// <exception cref="ArgumentException"><paramref name="hash"/> does not have 32 bytes.</exception>
    public static ulong Value(ulong nonce, ReadOnlySpan<byte> hash)
    {
        var state = new WorkState(hash);
        return WorkScalar.Value(state, nonce);
    }

    /// <summary>Whether the value reaches the difficulty.</summary>
    /// <param name="nonce">Any 64-bit number.</param>
    /// <param name="hash">32 bytes: block hash or envelope id.</param>
    /// <param name="difficulty">Least value; 0 accepts every nonce without hashing.</param>
    /// <exception cref="ArgumentException"><paramref name="hash"/> does not have 32 bytes.</exception>
    public static bool IsValid(ulong nonce, ReadOnlySpan<byte> hash, ulong difficulty)
    {
        return difficulty == 0 || Value(nonce, hash) >= difficulty;
    }
}
