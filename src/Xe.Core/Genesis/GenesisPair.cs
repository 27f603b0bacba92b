using System.Diagnostics.CodeAnalysis;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.StateChain;

namespace Xe.Core.Genesis;

/// <summary>A validated network: ledger genesis, state-chain genesis and rules (spec 02 §1, architecture §4). Immutable.</summary>
public sealed class GenesisPair
{
    private GenesisPair(GenesisDocuments documents, Block ledger, StateBlock stateChain, string networkId, NetworkRules rules)
    {
        Documents = documents;
        Ledger = ledger;
        StateChain = stateChain;
        NetworkId = networkId;
        Rules = rules;
        StateChainHash = Hash256.Parse(stateChain.Hash);
    }

    /// <summary>What it was read from.</summary>
    public GenesisDocuments Documents { get; }

    /// <summary>Block 0 of the treasury; its hash has no network id in it.</summary>
    public Block Ledger { get; }

    /// <summary>Block 0 of the state chain, values as they stand in the document.</summary>
    public StateBlock StateChain { get; }

    /// <summary>The id every other block is hashed with.</summary>
    public string NetworkId { get; }

    /// <summary>The network's rules.</summary>
    public NetworkRules Rules { get; }

    /// <summary>The ledger genesis's hash.</summary>
    public Hash256 LedgerHash => Ledger.Hash;

    /// <summary>The state-chain genesis's hash.</summary>
    public Hash256 StateChainHash { get; }

    /// <summary>The treasury's address.</summary>
    public Address Treasury => Ledger.Account;

    /// <summary>Lease timing in force: the ledger genesis's, defaults where it pins none.</summary>
    public LeaseTiming Timing => (Ledger.Timing ?? LeaseTiming.Default).WithDefaults();

    /// <summary>A decoder for blocks of this network.</summary>
    public BlockDecoder CreateDecoder() => new(NetworkId, Rules);

    /// <summary>Validates the documents in the order of spec 02 §2.3: state chain, network id, rules, ledger; each error is
    /// prefixed with its document's name.</summary>
    public static bool TryLoad(
        GenesisDocuments documents, [NotNullWhen(true)] out GenesisPair? pair, [NotNullWhen(false)] out Rejection? rejection)
    {
        ArgumentNullException.ThrowIfNull(documents);
        pair = null;
        rejection = LoadStateChain(documents.StateChain.Span, out StateBlock? stateChain, out string networkId)?.Prefixed(documents.StateChainName + ": ");
        if (rejection is not null)
            return false;
        rejection = LoadRules(documents.Rules, networkId, out NetworkRules rules)?.Prefixed(documents.RulesName + ": ");
        if (rejection is not null)
            return false;
        Block? ledger = null;
        if (LedgerGenesis.TryParse(documents.Ledger.Span, out WireBlock? wire, out rejection))
            LedgerGenesis.TryValidate(wire, out ledger, out rejection);
        rejection = rejection?.Prefixed(documents.LedgerName + ": ");
        if (rejection is not null)
            return false;
        pair = new GenesisPair(documents, ledger!, stateChain!, networkId, rules);
        return true;
    }

    private static Rejection? LoadStateChain(ReadOnlySpan<byte> document, out StateBlock? genesis, out string networkId)
    {
        networkId = "";
        if (!StateGenesis.TryParse(document, out genesis, out Rejection? rejection))
            return rejection;
        rejection = StateGenesis.Validate(genesis);
        if (rejection is not null)
            return rejection;
        networkId = StateGenesis.NetworkIdOf(genesis);
        return networkId.Length > 0
            ? null
            : new Rejection("genesis_network_id", "genesis sets no sys.network_id — without it the network check of the handshake would be off");
    }

    private static Rejection? LoadRules(ReadOnlyMemory<byte>? document, string networkId, out NetworkRules rules)
    {
        rules = NetworkRules.Public;
        if (document is { } bytes)
        {
            if (!NetworkRulesJson.TryParse(bytes.Span, out NetworkRules? read, out Rejection? rejection))
                return rejection;
            rules = read;
        }
        return NetworkIds.Check(networkId, rules);
    }
}
