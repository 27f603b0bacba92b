namespace Xe.Core.Chat;

/// <summary>The four query parameters that open an account's chat for reading (spec 13 §8.1). Absent = "".</summary>
/// <param name="Account">Address of the account.</param>
/// <param name="PublicKey">Its public key, hex.</param>
/// <param name="Challenge">A token of this process, 112 hex.</param>
/// <param name="Signature">Signature over <see cref="ChatChallenge.DigestOf"/> of the token, hex.</param>
public sealed record ChatReadProof(string Account, string PublicKey, string Challenge, string Signature);
