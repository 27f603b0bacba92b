using Xe.Core.Primitives;
using Xe.Core.Records;

namespace Xe.Core.AccountDirectory;

/// <summary>Digest, signature and verification of registrations (spec 13 §1). Clock and stored records are the table's matter.</summary>
public static class RegistrationSigning
{
    /// <summary>Signed bytes.</summary>
    public static SignedBytes Preimage(DirectoryRegistration registration, string networkId)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return new SignedBytes()
            .Raw("xe/directory-registration/v1\0"u8)
            .Lp8(networkId)
            .Lp8(registration.Account)
            .Lp8(registration.PubKey)
            .Lp8(registration.NodePeer)
            .Lp8(registration.Timestamp);
    }

    /// <summary>A signed registration of the seed's own account.</summary>
    /// <param name="seed">The account's 32-byte seed.</param>
    /// <param name="nodePeer">Peer id of the serving node.</param>
    /// <param name="timestamp">Unix ns, not 0.</param>
    /// <param name="networkId">The network the record is bound to.</param>
    public static DirectoryRegistration Create(ReadOnlySpan<byte> seed, string nodePeer, long timestamp, string networkId)
    {
        PublicKey key = TextSignature.KeyOf(seed);
        DirectoryRegistration registration = new()
        {
            Account = Address.FromPublicKey(key).ToString(),
            PubKey = key.ToString(),
            NodePeer = nodePeer,
            Timestamp = timestamp,
        };
        return Sign(registration, networkId, seed);
    }

    /// <summary>The registration with its signature.</summary>
    public static DirectoryRegistration Sign(DirectoryRegistration registration, string networkId, ReadOnlySpan<byte> seed) =>
        registration with { Signature = TextSignature.Sign(seed, Preimage(registration, networkId).Digest().Value.Span) };

    /// <summary>Null where the record holds; the order and texts are those of spec 13 §1.2.</summary>
    public static Rejection? Verify(DirectoryRegistration registration, string networkId)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (registration.Account.Length == 0)
            return new Rejection("missing_account", "missing account");
        if (registration.PubKey.Length == 0)
            return new Rejection("missing_public_key", "missing pub_key");
        if (registration.NodePeer.Length == 0)
            return new Rejection("missing_node_peer", "missing node_peer");
        if (registration.Timestamp == 0)
            return new Rejection("missing_timestamp", "missing timestamp");
        if (registration.Signature.Length == 0)
            return new Rejection("missing_signature", "missing signature");
        if (SelfCertification.Check(registration.PubKey, registration.Account) is { } keyFault)
            return keyFault.Prefixed("registration key: ");
        Hash256 digest = Preimage(registration, networkId).Digest();
        return TextSignature.Check(registration.PubKey, digest.Value.Span, registration.Signature);
    }
}
