using Xe.Core.AccountDirectory;
using Xe.Core.Leases;
using Xe.Core.Leases.Market;
using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Core.StateChain;
using Xe.Libp2p.Pubsub;

namespace Xe.Node.Net.Gossip;

/// <summary>Validators of the four other topics (spec 06 §7.5). Clocks and stored state are the ingest's matter.</summary>
internal sealed class RecordTopics(string networkId)
{
    private const int HexLength = 64;

    /// <summary><c>xe/statechain</c>: form only.</summary>
    public static ValidationResult ValidateStateBlock(ReadOnlySpan<byte> data, out StateBlock? block)
    {
        if (!StateBlockJson.TryReadMessage(data, JsonStrictness.Exact, out block, out _))
            return ValidationResult.Reject;
        return block.Hash.Length == HexLength && Bytes32.TryParse(block.Hash, out _) && block.Signatures is { Count: > 0 }
            ? ValidationResult.Accept
            : ValidationResult.Reject;
    }

    /// <summary><c>xe/directory</c>: the whole verification.</summary>
    public ValidationResult ValidateRegistration(ReadOnlySpan<byte> data, out DirectoryRegistration? registration) =>
        RegistrationJson.TryRead(data, JsonStrictness.Exact, out registration, out _) && RegistrationSigning.Verify(registration, networkId) is null
            ? ValidationResult.Accept
            : ValidationResult.Reject;

    /// <summary><c>xe/certificates</c>: the content, not the expiry.</summary>
    public ValidationResult ValidateCertificate(ReadOnlySpan<byte> data, out PerformanceCertificate? certificate)
    {
        if (!CertificateJson.TryRead(data, JsonStrictness.Exact, out certificate, out _))
            return ValidationResult.Reject;
        bool isComplete = certificate.Provider.Length > 0 && certificate.ProviderPubKey.Length > 0
            && certificate.Hash.Length > 0 && certificate.Signature.Length > 0;
        return isComplete && CertificateSigning.Verify(certificate, networkId) is null ? ValidationResult.Accept : ValidationResult.Reject;
    }

    /// <summary><c>xe/marketplace</c>: an unknown type may be a newer one and is ignored.</summary>
    public ValidationResult ValidateMarketplace(ReadOnlySpan<byte> data, out MarketplaceMessage? message)
    {
        if (!MarketplaceJson.TryRead(data, JsonStrictness.Exact, out message, out _) || MarketplaceSigning.Verify(message, networkId) is not null)
            return ValidationResult.Reject;
        return message.IsKnownType ? ValidationResult.Accept : ValidationResult.Ignore;
    }
}
