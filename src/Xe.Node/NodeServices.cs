using Xe.Core;
using Xe.Core.AccountDirectory;
using Xe.Core.Blocks;
using Xe.Core.Chat;
using Xe.Node.AccountDirectory;
using Xe.Node.Chat;
using Xe.Node.Market;

namespace Xe.Node;

/// <summary>Directory, chat and attestation as the API offers them: with a network they reach other nodes, without one they
/// serve this node's own clients.</summary>
public sealed class NodeServices
{
    /// <summary>Accounts and the peers that serve them.</summary>
    public required DirectoryTable Directory { get; init; }

    /// <summary>Spreads a registration that is in the table; only enqueues.</summary>
    public required Action<DirectoryRegistration> SpreadRegistration { get; init; }

    /// <summary>Chat messages taken in.</summary>
    public required ChatStore Chat { get; init; }

    /// <summary>Delivers an envelope (spec 13 §7.1). Null = delivered.</summary>
    public required Func<ChatEnvelope, CancellationToken, Task<Rejection?>> SendChat { get; init; }

    /// <summary>Providers heard of.</summary>
    public required ProviderTable Providers { get; init; }

    /// <summary>Signs the present time for an identifier (spec 12 §5.2).</summary>
    public required Attest TryAttest { get; init; }

    /// <summary>Attests, or says why not.</summary>
    /// <param name="identifier">64 hex characters.</param>
    /// <param name="attestation">The attestation, or null.</param>
    /// <param name="rejection">The reason, or null.</param>
    public delegate bool Attest(string identifier, out TimekeeperAttestation? attestation, out Rejection? rejection);
}
