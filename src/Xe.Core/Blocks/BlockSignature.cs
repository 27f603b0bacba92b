namespace Xe.Core.Blocks;

/// <summary>One entry of a multisig block (spec 01 §3.4). The key stays text because membership and repetition are string
/// comparisons and a short or malformed key must be answered, not decoded (spec 01 §8.7.2).</summary>
/// <param name="PublicKey">The signer as given, lower-cased.</param>
/// <param name="Signature">The signature as given.</param>
public readonly record struct BlockSignature(string PublicKey, SignatureText Signature);
