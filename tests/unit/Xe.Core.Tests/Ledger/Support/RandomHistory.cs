using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Tests.Ledger.Support;

/// <summary>Makes a valid history of numbers: every number is one act that fits the moment, or none where nothing fits.</summary>
internal sealed class RandomHistory
{
    private readonly AccountKey[] _users;

    public RandomHistory()
    {
        Leases = new LeaseRig(NetworkRules.Public with { WorkDifficulty = 0, LeaseStakeDivisor = 5, ClaimEnabled = true });
        _users = [Leases.Consumer, Leases.Provider, Rig.Funded(12), Rig.Key(13), Rig.Key(14)];
    }

    public LeaseRig Leases { get; }

    public Rig Rig => Leases.Rig;

    /// <summary>One act: the block it put on a chain, or null.</summary>
    public Block? Act(int number)
    {
        AccountKey user = _users[number / 16 % _users.Length];
        AccountKey other = _users[number / 128 % _users.Length];
        ulong amount = 1 + (ulong)(number / 1024) % 5000;
        Rig.Clock.Advance(TimeSpan.FromSeconds(number / 64 % 7 * 90));
        return (number % 16) switch
        {
            0 or 1 or 2 => Try(user, Asset.Xe, amount, () => Rig.Send(user, other.Address, amount)),
            3 => Try(user, Asset.Xusd, amount, () => Rig.Send(user, other.Address, amount, Asset.Xusd)),
            4 or 5 or 6 => Take(user, number),
            7 => Try(user, Asset.Xe, amount, () => Rig.Burn(user, amount)),
            8 => Add(Rig.Mint(Rig.Key(90), amount)),
            9 => Rig.State(user) is null ? null : Add(Rig.Sign(user, Rig.Draft(BlockType.Claim, user, Asset.Xusd, Rig.Balance(user, Asset.Xusd) + 1_000_000))),
            10 => Add(Leases.Lease()),
            11 => OnLease(LeaseState.Created, l => Leases.Accept(l)),
            12 => OnLease(number % 3 == 0 ? LeaseState.Accepted : LeaseState.Created, l => Leases.Cancel(l)),
            13 => OnLease(LeaseState.Accepted, l => Leases.Settle(l)),
            14 => OnLease(LeaseState.Accepted, l => Leases.ForceSettle(l)),
            _ => Rival(user, amount),
        };
    }

    private Block? Try(AccountKey user, Asset asset, ulong amount, Func<Block> make) => Rig.Balance(user, asset) < amount ? null : Add(make());

    private Block? Take(AccountKey user, int number)
    {
        PendingSend[] pendings = [.. Rig.Ledger.State.Pendings.ByDestination(user.Address, 0, 8).Where(p => Rig.Ledger.State.GetLease(p.SendHash) is null)];
        Address? representative = number % 5 == 0 ? Rig.Key(1 + number % 3).Address : null;
        return pendings.Length == 0 ? null : Add(Rig.Receive(user, pendings[number % pendings.Length].SendHash, b => b with { Representative = representative }));
    }

    private Block? OnLease(LeaseState state, Func<Hash256, Block> make) =>
        Rig.Ledger.State.Leases.Where(l => l.State == state).OrderBy(l => l.LeaseHash).FirstOrDefault() is { } lease ? Add(make(lease.LeaseHash)) : null;

    // A fork of the user's last block wins its election where the rules let it.
    private Block? Rival(AccountKey user, ulong amount)
    {
        if (Rig.State(user) is not { Height: > 1 } state)
            return null;
        ChainEntry parent = Rig.Store.GetEntryAt(user.Address, state.Height - 1)!;
        if (parent.Balance(Asset.Xe) < amount)
            return null;
        Block rival = Rig.Burn(user, amount, b => b with { Previous = parent.Hash, Balance = parent.Balance(Asset.Xe) - amount });
        if (Rig.Add(rival).Outcome != AddOutcome.Staged)
            return null;
        if (Rig.Ledger.Confirm(rival.Position, rival.Hash, []) is not null)
            Rig.Ledger.DropConflict(rival.Position);
        return null;
    }

    private Block? Add(Block block) => Rig.Add(block).Outcome == AddOutcome.Added ? block : null;
}
