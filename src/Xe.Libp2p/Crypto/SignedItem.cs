namespace Xe.Libp2p;

/// <summary>A signature to be decided.</summary>
/// <param name="PublicKey">Ed25519 public key, 32 bytes.</param>
/// <param name="Message">The signed bytes.</param>
/// <param name="Signature">64 bytes.</param>
public readonly record struct SignedItem(ReadOnlyMemory<byte> PublicKey, ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> Signature);
