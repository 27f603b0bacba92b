using Xe.Core.Primitives;

namespace Xe.Client.Wallets;

/// <summary>What a wallet file shows without its password.</summary>
/// <param name="Name">Name in the wallet directory, or the path where it lies elsewhere.</param>
/// <param name="Path">The file.</param>
/// <param name="Address">The account.</param>
/// <param name="PublicKey">Its key.</param>
/// <param name="Encrypted">Whether a password opens it; else the seed lies there in clear text.</param>
public sealed record WalletInfo(string Name, string Path, Address Address, PublicKey PublicKey, bool Encrypted);
