namespace Xe.Core.StateChain;

/// <summary>A signature of a state-chain block (spec 11 §1.4). Set membership is by exact key text, hence text.</summary>
/// <param name="PublicKey">Signer, hex as given.</param>
/// <param name="Signature">Signature over the 32 hash bytes, hex as given.</param>
public sealed record StateSignature(string PublicKey, string Signature);
