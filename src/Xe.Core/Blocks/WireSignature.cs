namespace Xe.Core.Blocks;

/// <summary>One entry of the <c>signatures</c> member as JSON holds it (spec 01 §3.4).</summary>
/// <param name="PublicKey">Signer, hex as given.</param>
/// <param name="Signature">Signature, hex as given.</param>
public sealed record WireSignature(string PublicKey, string Signature);
