using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Client.Blocks;

// What an account with one key can do.
public sealed partial class BlockFactory
{
    /// <summary>Sends an amount (micro-units).</summary>
    /// <param name="key">The sender's key.</param>
    /// <param name="destination">The recipient.</param>
    /// <param name="amount">Micro-units, above 0.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="memo">At most 64 bytes of UTF-8; "" = none.</param>
    /// <param name="cancellationToken">Ends the work; a block that was submitted stays.</param>
    public Task<BlockView> SendAsync(
        AccountKey key, Address destination, ulong amount, Asset asset, string memo = "", CancellationToken cancellationToken = default)
    {
        CheckOutflow(amount, memo);
        return PublishAsync(key, tip => Task.FromResult(DraftSend(tip, destination, amount, asset, memo)), cancellationToken);
    }

    /// <summary>Takes in one pending send.</summary>
    public Task<BlockView> ReceiveAsync(AccountKey key, PendingView pending, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pending);
        return PublishAsync(
            key,
            async tip => DraftReceive(tip, pending, await RepresentativeAsync(tip, cancellationToken).ConfigureAwait(false)),
            cancellationToken);
    }

    /// <summary>Takes in the pending send of a hash.</summary>
    public async Task<BlockView> ReceiveAsync(AccountKey key, Hash256 send, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        IReadOnlyList<PendingView> pending = await _client.GetPendingAsync(key.Address, cancellationToken).ConfigureAwait(false);
        string wanted = send.ToString();
        PendingView entry = pending.FirstOrDefault(candidate => string.Equals(candidate.SendHash, wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new XeException(XeErrors.NotFound, $"nothing of {wanted} is pending for {key.Address}");
        return await ReceiveAsync(key, entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in everything that is pending for an account, one after another; what fails does not stop the rest.</summary>
    /// <param name="key">The receiver's key.</param>
    /// <param name="progress">Gets every outcome as it comes.</param>
    /// <param name="cancellationToken">Ends the work between two blocks.</param>
    public async Task<IReadOnlyList<ReceiveOutcome>> ReceiveAllAsync(
        AccountKey key, IProgress<ReceiveOutcome>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        List<ReceiveOutcome> outcomes = [];
        foreach (PendingView pending in await _client.GetPendingAsync(key.Address, cancellationToken).ConfigureAwait(false))
        {
            ReceiveOutcome outcome;
            try
            {
                outcome = new ReceiveOutcome(pending, (await ReceiveAsync(key, pending, cancellationToken).ConfigureAwait(false)).Block, null);
            }
            catch (XeException e) when (e.Code is XeErrors.BlockRejected or XeErrors.BlockNotOnChain or XeErrors.BadAnswer or XeErrors.BadValue)
            {
                outcome = new ReceiveOutcome(pending, null, e);
            }
            outcomes.Add(outcome);
            progress?.Report(outcome);
        }
        return outcomes;
    }

    /// <summary>Claims one XUSD, on networks whose rules have claim blocks.</summary>
    public Task<BlockView> ClaimAsync(AccountKey key, CancellationToken cancellationToken = default) => PublishAsync(
        key,
        async tip => _builder.Claim(CheckInflow(tip, Asset.Xusd, Amount.MicroPerToken), await RepresentativeAsync(tip, cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    /// <summary>Destroys an amount of XE (micro-units).</summary>
    public Task<BlockView> BurnAsync(AccountKey key, ulong amount, string memo = "", CancellationToken cancellationToken = default)
    {
        CheckOutflow(amount, memo);
        return PublishAsync(key, tip => Task.FromResult(_builder.Burn(CheckBalance(tip, Asset.Xe, amount), amount, memo)), cancellationToken);
    }

    /// <summary>Creates an amount of XUSD (micro-units) on an authorised minter's account.</summary>
    public Task<BlockView> MintAsync(AccountKey key, ulong amount, CancellationToken cancellationToken = default)
    {
        CheckOutflow(amount, "");
        return PublishAsync(key, tip => Task.FromResult(_builder.Mint(CheckInflow(tip, Asset.Xusd, amount), amount)), cancellationToken);
    }

    internal WireBlock DraftSend(ChainTip tip, Address destination, ulong amount, Asset asset, string memo) =>
        tip.Account == destination
            ? throw new XeException(XeErrors.BadValue, "cannot send to self")
            : _builder.Send(CheckBalance(tip, asset, amount), asset, destination, amount, memo);

    internal WireBlock DraftReceive(ChainTip tip, PendingView pending, Address? representative)
    {
        if (!Asset.TryCreate(pending.Asset, out Asset asset, out _) || !asset.IsSupported)
            throw new XeException(XeErrors.BadAnswer, $"pending send of an unknown asset {GoQuote.Quote(pending.Asset)}");
        return _builder.Receive(CheckInflow(tip, asset, pending.Amount), asset, ParseHash(pending.SendHash), pending.Amount, representative);
    }

    internal static ChainTip CheckBalance(ChainTip tip, Asset asset, ulong amount) =>
        tip.Balance(asset) >= amount
            ? tip
            : throw new XeException(
                XeErrors.InsufficientBalance, $"insufficient {asset}: have {Amount.Format(tip.Balance(asset))}, need {Amount.Format(amount)}");

    internal static void CheckOutflow(ulong amount, string memo)
    {
        if (amount == 0)
            throw new XeException(XeErrors.BadValue, "amount must be > 0");
        if (Memo.Check(memo) is { } rejection)
            throw XeException.From(rejection);
    }

    private static ChainTip CheckInflow(ChainTip tip, Asset asset, ulong amount) =>
        ulong.MaxValue - tip.Balance(asset) >= amount
            ? tip
            : throw new XeException(XeErrors.BadValue, $"the {asset} balance of {tip.Account} would overflow");
}
