using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Chat;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Node.AccountDirectory;
using Xe.Node.Chat;
using Xe.Node.Market;
using Xe.Node.Net;
using Xe.Node.Net.Attestation;

namespace Xe.Node.Hosting;

/// <summary>Where directory, chat and attestation are put together for the API.</summary>
internal static class ServiceComposition
{
    /// <summary>The services of a node: those of its network, or ones of its own where it has none.</summary>
    public static NodeServices Create(NodeOptions options, NodeCore core, INodeNetwork network) => network switch
    {
        NetworkServices services => Networked(services),
        _ => Standalone(options, core),
    };

    private static NodeServices Networked(NetworkServices network)
    {
        ProviderTable providers = new();
        network.MarketplaceReceived += message =>
        {
            if (message.Advertisement is { } advertisement)
                providers.Heard(advertisement);
        };
        return new NodeServices
        {
            Directory = network.Directory,
            SpreadRegistration = network.Publish,
            Chat = network.Chat,
            SendChat = network.ChatMessages.SendAsync,
            Providers = providers,
            TryAttest = network.Attestations.TryAttest,
        };
    }

    private static NodeServices Standalone(NodeOptions options, NodeCore core)
    {
        DirectoryTable directory = new(core.Genesis.NetworkId, core.Clock, options.DirectoryTtl);
        ChatStore chat = new(core.Clock);
        AttestationService attestations = new(core.Ledger, directory, core.Clock, (identifier, time) => Sign(core.Key, identifier, time));
        return new NodeServices
        {
            Directory = directory,
            SpreadRegistration = _ => { },
            Chat = chat,
            SendChat = (envelope, _) => Task.FromResult(Deliver(core, directory, chat, envelope)),
            Providers = new ProviderTable(),
            TryAttest = attestations.TryAttest,
        };
    }

    // Without peers every registered account is served here.
    private static Rejection? Deliver(NodeCore core, DirectoryTable directory, ChatStore chat, ChatEnvelope envelope)
    {
        if (ChatSigning.Verify(envelope, core.Clock.UnixNow(), core.ChatDifficulty) is { } invalid)
            return invalid.Prefixed("invalid envelope: ");
        if (!Address.TryParse(envelope.To, out Address recipient) || directory.Lookup(recipient) is null)
            return new Rejection("recipient_not_found", "recipient not found in directory");
        return chat.TryAdd(envelope) ? null : new Rejection("duplicate_envelope", "duplicate envelope");
    }

    private static TimekeeperAttestation Sign(AccountKey key, Bytes32 identifier, long time) =>
        key.WithSeed(seed => AttestationList.Sign(seed, identifier, time));
}
