using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Client.Blocks;

// Unsigned blocks, for multisig accounts and for signing elsewhere.
public sealed partial class BlockFactory
{
    /// <summary>An unsigned send of any account.</summary>
    public async Task<WireBlock> DraftSendAsync(
        Address account, Address destination, ulong amount, Asset asset, string memo = "", CancellationToken cancellationToken = default)
    {
        CheckOutflow(amount, memo);
        return DraftSend(await GetTipAsync(account, cancellationToken).ConfigureAwait(false), destination, amount, asset, memo);
    }

    /// <summary>An unsigned receive of any account.</summary>
    public async Task<WireBlock> DraftReceiveAsync(Address account, PendingView pending, CancellationToken cancellationToken = default)
    {
        ChainTip tip = await GetTipAsync(account, cancellationToken).ConfigureAwait(false);
        return DraftReceive(tip, pending, await RepresentativeAsync(tip, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>An unsigned burn of any account.</summary>
    public async Task<WireBlock> DraftBurnAsync(Address account, ulong amount, string memo = "", CancellationToken cancellationToken = default)
    {
        CheckOutflow(amount, memo);
        return _builder.Burn(CheckBalance(await GetTipAsync(account, cancellationToken).ConfigureAwait(false), Asset.Xe, amount), amount, memo);
    }

    /// <summary>The unsigned opening block of a keyset's account.</summary>
    /// <exception cref="XeException">The keyset is not valid, or its account is open already.</exception>
    public async Task<WireBlock> DraftMultisigOpenAsync(Keyset keyset, Asset asset, CancellationToken cancellationToken = default)
    {
        Address account = CheckKeyset(keyset).DeriveAddress();
        ChainTip tip = await GetTipAsync(account, cancellationToken).ConfigureAwait(false);
        return tip.Frontier.IsZero
            ? _builder.MultisigOpen(keyset, asset, await RepresentativeAsync(tip, cancellationToken).ConfigureAwait(false))
            : throw new XeException(XeErrors.BadValue, $"account {account} is open already");
    }

    /// <summary>An unsigned change of an account's keyset; the keyset in force signs it.</summary>
    public async Task<WireBlock> DraftMultisigUpdateAsync(Address account, Keyset keyset, Asset asset, CancellationToken cancellationToken = default)
    {
        CheckKeyset(keyset);
        ChainTip tip = await GetTipAsync(account, cancellationToken).ConfigureAwait(false);
        return tip.Frontier.IsZero
            ? throw new XeException(XeErrors.NotFound, $"account {account} is not open")
            : _builder.MultisigUpdate(tip, asset, keyset);
    }

    /// <summary>Signs a draft: as the account's single key, or as one member of its keyset.</summary>
    /// <param name="draft">Changed in place.</param>
    /// <param name="key">The signer's key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where the block is signed in full; else how many more members must sign.</returns>
    public async Task<int?> SignAsync(WireBlock draft, AccountKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(key);
        NetworkFacts facts = await GetFactsAsync(cancellationToken).ConfigureAwait(false);
        BlockSigner signer = facts.CreateSigner();
        Keyset? keyset = await KeysetOfAsync(draft, cancellationToken).ConfigureAwait(false);
        if (keyset is null)
        {
            string own = key.Address.ToString();
            if (!string.Equals(draft.Account, own, StringComparison.OrdinalIgnoreCase))
                throw new XeException(XeErrors.BadValue, $"the block is of account {draft.Account}, the key of {own}");
            if (signer.Sign(draft, key) is { } refused)
                throw XeException.From(refused);
            return null;
        }
        if (!keyset.Keys.Contains(key.PublicKey))
            throw new XeException(XeErrors.BadValue, $"key {key.PublicKey} is not in the keyset of account {draft.Account}");
        if (signer.AddSignature(draft, key) is { } rejection)
            throw XeException.From(rejection);
        long missing = (NeedsAll(draft.Type) ? keyset.Threshold : 1) - draft.Signatures.Count;
        return missing > 0 ? (int)missing : null;
    }

    // Blocks that only credit need one member's signature (spec 01 §8.6).
    private static bool NeedsAll(string type) => BlockTypeNames.Parse(type)
        is not (BlockType.Receive or BlockType.Claim or BlockType.LeaseAccept or BlockType.LeaseSettle or BlockType.LeaseCancel or BlockType.LeaseForceSettle);

    private async Task<Keyset?> KeysetOfAsync(WireBlock draft, CancellationToken cancellationToken)
    {
        if (draft.Type == BlockType.MultisigOpen.Name())
            return Keyset.TryCreate(draft.Keyset, out Keyset? own, out Rejection? rejection) ? own : throw XeException.From(rejection!);
        if (!Address.TryParse(draft.Account, out Address account))
            throw new XeException(XeErrors.BadValue, $"account: expected 64 hex digits, got {GoQuote.Quote(draft.Account)}");
        KeysetView? view = await _client.GetKeysetAsync(account, cancellationToken).ConfigureAwait(false);
        if (view is null)
            return null;
        return Keyset.TryCreate(new WireKeyset { Keys = view.Keys, Threshold = view.Threshold }, out Keyset? keyset, out _)
            ? keyset
            : throw new XeException(XeErrors.BadAnswer, $"the node's keyset of account {account} is not valid");
    }

    private static Keyset CheckKeyset(Keyset keyset)
    {
        ArgumentNullException.ThrowIfNull(keyset);
        return keyset.Validate() is { } rejection ? throw XeException.From(rejection) : keyset;
    }
}
