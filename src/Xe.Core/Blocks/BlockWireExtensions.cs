namespace Xe.Core.Blocks;

/// <summary>The JSON model of typed blocks.</summary>
public static class BlockWireExtensions
{
    /// <summary>The block as its JSON form holds it; members its type does not bind are empty.</summary>
    public static WireBlock ToWire(this Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return new WireBlock
        {
            Type = block.Type.Name(),
            Account = block.Account.ToString(),
            Previous = block.IsOpen ? "0" : block.Previous.ToString(),
            Balance = block.Balance,
            Timestamp = block.Timestamp,
            Asset = block.Asset.ToString(),
            Representative = block.Representative?.ToString() ?? "",
            Destination = BlockShape.HasDestination(block.Type) ? block.Destination.ToString() : "",
            Amount = block.Amount,
            Source = BlockShape.HasSource(block.Type) ? block.Source.ToString() : "",
            Vcpus = block.Vcpus,
            MemoryMb = block.MemoryMb,
            DiskGb = block.DiskGb,
            Duration = block.Duration,
            AccessPubKey = block.AccessPubKey?.ToString() ?? "",
            Timing = block.Timing,
            Memo = block.Memo,
            Keyset = block.Keyset?.ToWire(),
            Signatures = [.. block.Signatures.Select(entry => new WireSignature(entry.PublicKey, entry.Signature.ToString()))],
            PubKey = block.PubKey?.ToString() ?? "",
            Signature = block.Signature.ToString(),
            Hash = block.Hash.ToString(),
            PowNonce = block.PowNonce,
            Attestations = block.Attestations,
            CertificateHash = block.CertificateHash,
            LockedR = block.LockedR,
            LockedPayoutCap = block.LockedPayoutCap,
            LockedTwapMilli = block.LockedTwapMilli,
        };
    }

    /// <summary>The keyset as its JSON form holds it.</summary>
    public static WireKeyset ToWire(this Keyset keyset)
    {
        ArgumentNullException.ThrowIfNull(keyset);
        return new WireKeyset { Keys = [.. keyset.Keys.Select(key => key.ToString())], Threshold = keyset.Threshold };
    }
}
