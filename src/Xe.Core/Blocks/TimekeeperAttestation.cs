namespace Xe.Core.Blocks;

/// <summary>A timekeeper's signed time (spec 01 §14). Members stay text: the block hash covers the text as it stands.</summary>
/// <param name="PublicKey">Signer, hex as given.</param>
/// <param name="Timestamp">Unix time, nanoseconds.</param>
/// <param name="Signature">Signature, hex as given.</param>
public sealed record TimekeeperAttestation(string PublicKey, long Timestamp, string Signature);
