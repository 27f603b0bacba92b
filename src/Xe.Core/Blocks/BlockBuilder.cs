using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>Drafts of blocks that follow an account's tip: type, balance, timestamp and what else the type binds. A draft is
/// unsigned; <see cref="BlockSigner"/> completes it. An amount that the balance cannot bear is a bug of the caller and
/// throws. Thread-safe.</summary>
public sealed partial class BlockBuilder
{
    private readonly TimeProvider _clock;

    /// <summary>Drafts with timestamps of a clock.</summary>
    public BlockBuilder(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
    }

    /// <summary>Sends an amount (micro-units) to an account.</summary>
    public WireBlock Send(ChainTip tip, Asset asset, Address destination, ulong amount, string memo = "", Address? representative = null)
    {
        WireBlock draft = Draft(BlockType.Send, tip, asset, Less(tip, asset, amount), representative);
        draft.Destination = destination.ToString();
        draft.Amount = amount;
        draft.Memo = memo;
        return draft;
    }

    /// <summary>Takes in a pending send of an amount (micro-units). An opening receive should name a representative.</summary>
    public WireBlock Receive(ChainTip tip, Asset asset, Hash256 send, ulong amount, Address? representative = null)
    {
        WireBlock draft = Draft(BlockType.Receive, tip, asset, More(tip, asset, amount), representative);
        draft.Source = send.ToString();
        return draft;
    }

    /// <summary>Credits one XUSD token (only under rules with claim blocks).</summary>
    public WireBlock Claim(ChainTip tip, Address? representative = null) =>
        Draft(BlockType.Claim, tip, Asset.Xusd, More(tip, Asset.Xusd, Amount.MicroPerToken), representative);

    /// <summary>Destroys an amount of XE (micro-units).</summary>
    public WireBlock Burn(ChainTip tip, ulong amount, string memo = "")
    {
        WireBlock draft = Draft(BlockType.Burn, tip, Asset.Xe, Less(tip, Asset.Xe, amount), null);
        draft.Amount = amount;
        draft.Memo = memo;
        return draft;
    }

    /// <summary>Creates an amount of XUSD (micro-units) on an authorised minter's account.</summary>
    public WireBlock Mint(ChainTip tip, ulong amount)
    {
        WireBlock draft = Draft(BlockType.Mint, tip, Asset.Xusd, More(tip, Asset.Xusd, amount), null);
        draft.Amount = amount;
        return draft;
    }

    /// <summary>Opens the multisig account of a keyset.</summary>
    public WireBlock MultisigOpen(Keyset keyset, Asset asset, Address? representative = null)
    {
        ArgumentNullException.ThrowIfNull(keyset);
        WireBlock draft = Draft(BlockType.MultisigOpen, ChainTip.Unopened(keyset.DeriveAddress()), asset, 0, representative);
        draft.Keyset = keyset.ToWire();
        return draft;
    }

    /// <summary>Replaces the keyset of a multisig account; the old keyset signs.</summary>
    public WireBlock MultisigUpdate(ChainTip tip, Asset asset, Keyset keyset)
    {
        ArgumentNullException.ThrowIfNull(keyset);
        WireBlock draft = Draft(BlockType.MultisigUpdate, tip, asset, tip.Balance(asset), null);
        draft.Keyset = keyset.ToWire();
        return draft;
    }

    private WireBlock Draft(BlockType type, ChainTip tip, Asset asset, ulong balance, Address? representative) => new()
    {
        Type = type.Name(),
        Account = tip.Account.ToString(),
        Previous = tip.Frontier.IsZero ? "0" : tip.Frontier.ToString(),
        Balance = balance,
        Timestamp = Math.Max(_clock.UnixNow(), tip.LastTimestamp),
        Asset = asset.ToString(),
        Representative = representative?.ToString() ?? "",
    };

    private static ulong Less(ChainTip tip, Asset asset, ulong amount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, tip.Balance(asset));
        return tip.Balance(asset) - amount;
    }

    private static ulong More(ChainTip tip, Asset asset, ulong amount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, ulong.MaxValue - tip.Balance(asset));
        return tip.Balance(asset) + amount;
    }
}
