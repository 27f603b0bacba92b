using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Tests.Vectors;

namespace Xe.Core.Tests.Blocks;

/// <summary>The multisig rules of spec 01 §8.7, written once more and plainly, over a vector's keyset: the block tests need
/// them without a ledger.</summary>
internal static class StatelessMultisig
{
    internal static Rejection? Check(Block block, JsonElement vector)
    {
        List<string> members = vector.TryGetProperty("signer_keyset", out JsonElement keyset)
            ? [.. keyset.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!.ToLowerInvariant())]
            : [.. block.Keyset!.Keys.Select(key => key.ToString())];
        long threshold = keyset.ValueKind == JsonValueKind.Object ? keyset.GetProperty("threshold").GetInt64() : block.Keyset!.Threshold;
        bool spending = block.Type is BlockType.Send or BlockType.Burn or BlockType.Lease or BlockType.MultisigOpen or BlockType.MultisigUpdate or BlockType.Mint;
        HashSet<string> seen = [];
        foreach (BlockSignature entry in block.Signatures)
        {
            string shown = entry.PublicKey[..Math.Min(12, entry.PublicKey.Length)];
            Rejection? fault = !seen.Add(entry.PublicKey) ? new Rejection("x", $"duplicate signer: {shown}")
                : !members.Contains(entry.PublicKey) ? new Rejection("x", $"signer {shown} not in keyset")
                : StatelessCheck.CheckSignature(PublicKey.Parse(entry.PublicKey), block.Hash, entry.Signature)?.Prefixed($"sig from {shown}: ");
            if (!spending && fault is null)
                return null;
            if (spending && fault is not null)
                return fault;
        }
        if (!spending)
            return new Rejection("x", "no valid signature from any keyset member");
        return seen.Count < threshold ? new Rejection("x", $"insufficient signatures: got {seen.Count}, need {threshold}") : null;
    }
}
