namespace Xe.Tool.Commands.Block;

/// <summary>What <c>block inspect</c> answers for one block.</summary>
/// <param name="Hash">The hash that the block's content has; null where it has no canonical form.</param>
/// <param name="CanonicalHex">Its canonical bytes.</param>
/// <param name="SignatureValid">Null where nothing says which key or keyset signs for the account.</param>
/// <param name="WorkValue">Work value of nonce and hash, 16 hex digits.</param>
/// <param name="Error">The first fault; null where there is none.</param>
internal sealed record InspectResult(string? Hash, string? CanonicalHex, bool? SignatureValid, string? WorkValue, string? Error);
