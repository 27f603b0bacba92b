using Xe.Core.Primitives;

namespace Xe.Core.Keys;

/// <summary>What an encrypted wallet file holds.</summary>
/// <param name="Address">The account.</param>
/// <param name="PublicKey">Its key.</param>
/// <param name="Kdf">Cost of unlocking.</param>
/// <param name="Salt">16 bytes.</param>
/// <param name="Nonce">24 bytes.</param>
/// <param name="Ciphertext">The encrypted seed and its tag, 48 bytes.</param>
public sealed record EncryptedWallet(Address Address, PublicKey PublicKey, WalletKdf Kdf, byte[] Salt, byte[] Nonce, byte[] Ciphertext);
